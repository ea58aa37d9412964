/// The order of all descriptions in which the first that match are the answer.
///
/// Searchable ones come first: active descriptions of active concepts; then all others that have names; definitions last.
/// Among them: the commonness of the concept where the system states it, then the shorter text, then preferred before
/// synonym before fully specified name, then the alphabet, then the code.
struct DocumentOrder {
    /// The description row of each document.
    let rows: [UInt32]
    /// How many documents are found by typing, and how many with those that are inactive.
    let activeCount: Int
    let nameCount: Int

    /// Longer texts count as this long.
    private static let longest = 4095
    private static let lengthBits = 12
    private static let kindBits = 3
    private static let commonBits = 5

    init(_ input: TextInput, lexemes: [UInt32], starts: [UInt32], places: [UInt32]) {
        let descriptions = input.descriptions
        let count = descriptions.count
        let shift = Self.kindBits + Self.lengthBits + Self.commonBits
        var keys = [UInt32](repeating: 0, count: count)
        var sizes = [UInt32](repeating: 0, count: (3 << shift) + 1)
        let (flags, commonness) = (input.flags, input.commonness)
        var activeCount = 0
        var nameCount = 0
        descriptions.text.bytes.withUnsafeBufferPointer { bytes in
            for row in 0..<count {
                let concept = Int(input.ordinals[Int(descriptions.concept[row])])
                let kind = descriptions.kind[row]
                let isActive = descriptions.isActive[row] && flags[concept].contains(.active)
                let region: UInt32 = kind == .definition ? 2 : isActive ? 0 : 1
                if region == 0 { activeCount += 1 }
                if region < 2 { nameCount += 1 }
                var length = 0
                for byte in bytes[descriptions.text.range(row)] where byte & 0xC0 != 0x80 { length &+= 1 }
                let common = Self.bucket(commonness.isEmpty ? 0 : commonness[concept])
                let rank = Self.rank(kind, acceptability: input.acceptability(row))
                var key = region << UInt32(Self.commonBits) | common
                key = key << UInt32(Self.lengthBits) | UInt32(min(length, Self.longest))
                key = key << UInt32(Self.kindBits) | rank
                keys[row] = key
                sizes[Int(key) + 1] &+= 1
            }
        }
        for key in 1..<sizes.count { sizes[key] &+= sizes[key - 1] }
        var rows = [UInt32](repeating: 0, count: count)
        for row in 0..<count {
            let key = Int(keys[row])
            rows[Int(sizes[key])] = UInt32(row)
            sizes[key] &+= 1
        }
        // Equal so far: by the alphabet, piece by piece, as the pieces are numbered by it.
        let alphabet = Alphabet(input, lexemes: lexemes, starts: starts, places: places)
        var first = 0
        while first < count {
            let key = keys[Int(rows[first])]
            var last = first + 1
            while last < count, keys[Int(rows[last])] == key { last += 1 }
            if last - first > 1 { alphabet.sort(&rows, first..<last) }
            first = last
        }
        self.rows = rows
        self.activeCount = activeCount
        self.nameCount = nameCount
    }

    private static func rank(_ kind: DescriptionKind, acceptability: UInt16) -> UInt32 {
        switch kind {
        case .preferred: 0
        case .synonym: acceptability & 3 == 2 ? 0 : 1
        case .consumer: 2
        case .short: 3
        case .fullySpecified: 4
        case .definition: 5
        }
    }

    /// Two steps for each doubling, so that length decides among concepts that are about as common; 0, unknown, is last.
    private static func bucket(_ commonness: UInt32) -> UInt32 {
        guard commonness > 0 else { return 31 }
        let power = UInt32(31 - commonness.leadingZeroBitCount)
        let half = power == 0 ? 0 : commonness >> (power - 1) & 1
        return min(power * 2 + half, 30)
    }
}

/// Compares descriptions by their texts, then by the codes of their concepts.
private struct Alphabet {
    private let lexemes: [UInt32]
    private let starts: [UInt32]
    /// For each lexeme its place in the alphabet.
    private let places: [UInt32]
    private let concepts: [UInt32]
    private let codes: CodeColumn

    init(_ input: TextInput, lexemes: [UInt32], starts: [UInt32], places: [UInt32]) {
        self.lexemes = lexemes
        self.starts = starts
        self.places = places
        concepts = input.descriptions.concept
        codes = input.codes
    }

    func sort(_ rows: inout [UInt32], _ range: Range<Int>) {
        // The first two pieces decide most pairs without going to the texts.
        var keyed = rows[range].map { row in (key: head(row), row: row) }
        keyed.sort { left, right in left.key != right.key ? left.key < right.key : precedes(left.row, right.row) }
        for (index, entry) in keyed.enumerated() { rows[range.lowerBound + index] = entry.row }
    }

    @inline(__always)
    private func head(_ row: UInt32) -> UInt64 {
        let start = Int(starts[Int(row)])
        let end = Int(starts[Int(row) + 1])
        let first = start < end ? UInt64(places[Int(lexemes[start])]) + 1 : 0
        let second = start + 1 < end ? UInt64(places[Int(lexemes[start + 1])]) + 1 : 0
        return first << 32 | second
    }

    private func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
        let (leftEnd, rightEnd) = (Int(starts[Int(left) + 1]), Int(starts[Int(right) + 1]))
        var (at, other) = (Int(starts[Int(left)]) + 2, Int(starts[Int(right)]) + 2)
        while at < leftEnd, other < rightEnd {
            if lexemes[at] != lexemes[other] {
                return places[Int(lexemes[at])] < places[Int(lexemes[other])]
            }
            at += 1
            other += 1
        }
        if (at < leftEnd) != (other < rightEnd) { return other < rightEnd }
        let (leftConcept, rightConcept) = (Int(concepts[Int(left)]), Int(concepts[Int(right)]))
        if leftConcept == rightConcept { return left < right }
        switch codes {
        case .numbers(let numbers):
            let (a, b) = (numbers[leftConcept], numbers[rightConcept])
            return a != b ? a < b : left < right
        case .texts(let texts):
            let (a, b) = (texts.bytes[texts.range(leftConcept)], texts.bytes[texts.range(rightConcept)])
            return a.elementsEqual(b) ? left < right : a.lexicographicallyPrecedes(b)
        }
    }
}
