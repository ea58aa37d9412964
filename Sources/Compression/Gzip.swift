/// Packs text as gzip (RFC 1952): copies of what came before, in the fixed codes of DEFLATE (RFC 1951 §3.2.6).
///
/// For the files of the interface, packed once and kept: scripts shrink to a third. Codes made for each file would
/// save another seventh, and are not worth their code.
package enum Gzip {
    private static let window = 1 << 15
    private static let hashSize = 1 << 15
    /// How many earlier places with the same three bytes are tried.
    private static let patience = 64

    /// The bytes as one member of a gzip file.
    package static func packed(_ input: [UInt8]) -> [UInt8] {
        // Method 8 is DEFLATE; no name, no time; 255 is an unknown system.
        var bits = BitWriter(bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255])
        bits.put(1, 1)
        bits.put(1, 2)
        var finder = Finder(input)
        var index = 0
        while index < input.count {
            let (length, distance) = finder.longest(at: index)
            if length >= 3 {
                copy(length, distance, &bits)
                for place in index..<index + length { finder.remember(place) }
                index += length
            } else {
                symbol(Int(input[index]), &bits)
                finder.remember(index)
                index += 1
            }
        }
        symbol(256, &bits)
        bits.flush()
        var checksum = CRC32()
        checksum.update(input)
        for word in [checksum.value, UInt32(truncatingIfNeeded: input.count)] {
            for shift in stride(from: 0, to: 32, by: 8) {
                bits.bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(shift)))
            }
        }
        return bits.bytes
    }

    /// Earlier places by the hash of their first three bytes, the newest first.
    private struct Finder {
        private let input: [UInt8]
        private var newest = [Int](repeating: -1, count: Gzip.hashSize)
        private var before: [Int]

        init(_ input: [UInt8]) {
            self.input = input
            before = [Int](repeating: -1, count: input.count)
        }

        private func hash(_ index: Int) -> Int {
            let three = Int(input[index]) << 16 | Int(input[index + 1]) << 8 | Int(input[index + 2])
            return (three &* 0x9E3_779B1) >> 12 & (Gzip.hashSize - 1)
        }

        mutating func remember(_ index: Int) {
            guard index + 3 <= input.count else { return }
            let hash = hash(index)
            before[index] = newest[hash]
            newest[hash] = index
        }

        func longest(at index: Int) -> (length: Int, distance: Int) {
            var best = (length: 0, distance: 0)
            guard index + 3 <= input.count else { return best }
            let most = min(258, input.count - index)
            var place = newest[hash(index)]
            var tries = Gzip.patience
            while place >= 0, index - place <= Gzip.window, tries > 0 {
                var length = 0
                while length < most, input[place + length] == input[index + length] { length += 1 }
                if length > best.length { best = (length, index - place) }
                if length == most { break }
                place = before[place]
                tries -= 1
            }
            return best
        }
    }

    private static let lengths: [(base: Int, extra: Int)] =
        ladder(from: 3, steps: [0, 0, 1, 2, 3, 4, 5]) + [(258, 0)]
    private static let distances: [(base: Int, extra: Int)] =
        ladder(from: 1, steps: [0], of: 4) + ladder(from: 5, steps: Array(1...13), of: 2)

    /// Codes whose ranges double: `of` codes for each number of extra bits.
    private static func ladder(from first: Int, steps: [Int], of count: Int = 4) -> [(base: Int, extra: Int)] {
        var base = first
        return steps.flatMap { extra in
            (0..<count).map { _ in
                defer { base += 1 << extra }
                return (base, extra)
            }
        }
    }

    private static func copy(_ length: Int, _ distance: Int, _ bits: inout BitWriter) {
        let code = length == 258 ? 28 : (lengths.lastIndex { $0.base <= length && $0.base != 258 } ?? 0)
        symbol(257 + code, &bits)
        bits.put(UInt32(length - lengths[code].base), lengths[code].extra)
        let far = distances.lastIndex { $0.base <= distance } ?? 0
        bits.code(UInt32(far), 5)
        bits.put(UInt32(distance - distances[far].base), distances[far].extra)
    }

    private static func symbol(_ value: Int, _ bits: inout BitWriter) {
        switch value {
        case ..<144: bits.code(UInt32(0x30 + value), 8)
        case ..<256: bits.code(UInt32(0x190 + value - 144), 9)
        case ..<280: bits.code(UInt32(value - 256), 7)
        default: bits.code(UInt32(0xC0 + value - 280), 8)
        }
    }
}
