/// A set of concepts of one index, a bit each: one of SNOMED CT at full size has 62 kB, and two are joined in a
/// microsecond.
package struct ConceptSet: Sendable, Equatable {
    /// How many concepts the index has; all numbers are below it.
    package let universe: Int
    private(set) var words: [UInt64]

    /// An empty set.
    package init(universe: Int) {
        self.universe = universe
        words = [UInt64](repeating: 0, count: (universe + 63) / 64)
    }

    package init(universe: Int, _ concepts: some Sequence<Concept>) {
        self.init(universe: universe)
        for concept in concepts { insert(concept) }
    }

    init(universe: Int, words: UnsafeBufferPointer<UInt64>) {
        self.universe = universe
        self.words = Array(words)
    }

    @inline(__always)
    package func contains(_ concept: Concept) -> Bool {
        let word = Int(concept.ordinal &>> 6)
        return word < words.count && words[word] &>> UInt64(concept.ordinal & 63) & 1 != 0
    }

    /// Adds a concept of the same index.
    @inline(__always)
    package mutating func insert(_ concept: Concept) {
        precondition(Int(concept.ordinal) < universe, "a concept of another index")
        words[Int(concept.ordinal &>> 6)] |= 1 &<< UInt64(concept.ordinal & 63)
    }

    @inline(__always)
    package mutating func remove(_ concept: Concept) {
        guard Int(concept.ordinal) < universe else { return }
        words[Int(concept.ordinal &>> 6)] &= ~(1 &<< UInt64(concept.ordinal & 63))
    }

    /// Adds all concepts from one through another.
    package mutating func insert(from first: UInt32, through last: UInt32) {
        precondition(first <= last && Int(last) < universe, "a concept of another index")
        words.withUnsafeMutableBufferPointer { words in
            let (start, end) = (Int(first >> 6), Int(last >> 6))
            let head = UInt64.max &<< UInt64(first & 63)
            let tail = UInt64.max &>> UInt64(63 - last & 63)
            if start == end {
                words[start] |= head & tail
                return
            }
            words[start] |= head
            words[end] |= tail
            for word in start + 1..<end { words[word] = .max }
        }
    }

    package var count: Int {
        words.withUnsafeBufferPointer { $0.reduce(0) { $0 &+ $1.nonzeroBitCount } }
    }

    package var isEmpty: Bool {
        words.withUnsafeBufferPointer { $0.allSatisfy { $0 == 0 } }
    }

    package var first: Concept? {
        for (index, word) in words.enumerated() where word != 0 {
            return Concept(ordinal: UInt32(index * 64 + word.trailingZeroBitCount))
        }
        return nil
    }

    package mutating func removeAll() {
        words.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    }

    package mutating func formUnion(_ other: ConceptSet) { combine(other) { $0 | $1 } }
    package mutating func formIntersection(_ other: ConceptSet) { combine(other) { $0 & $1 } }
    package mutating func subtract(_ other: ConceptSet) { combine(other) { $0 & ~$1 } }

    package func isDisjoint(with other: ConceptSet) -> Bool { countShared(with: other) == 0 }

    /// How many concepts two sets share.
    package func countShared(with other: ConceptSet) -> Int {
        var shared = 0
        words.withUnsafeBufferPointer { mine in
            other.words.withUnsafeBufferPointer { theirs in
                for index in 0..<Swift.min(mine.count, theirs.count) {
                    shared &+= (mine[index] & theirs[index]).nonzeroBitCount
                }
            }
        }
        return shared
    }

    /// Lends the bits, 64 concepts a word, the lowest first.
    package func withWords<Result>(_ body: (UnsafeBufferPointer<UInt64>) throws -> Result) rethrows -> Result {
        try words.withUnsafeBufferPointer(body)
    }

    /// Calls back with every concept in order.
    @inline(__always)
    package func forEach(_ body: (Concept) throws -> Void) rethrows {
        try words.withUnsafeBufferPointer { words in
            for index in 0..<words.count {
                var word = words[index]
                while word != 0 {
                    try body(Concept(ordinal: UInt32(truncatingIfNeeded: index &* 64 &+ word.trailingZeroBitCount)))
                    word &= word &- 1
                }
            }
        }
    }

    @inline(__always)
    private mutating func combine(_ other: ConceptSet, _ join: (UInt64, UInt64) -> UInt64) {
        precondition(universe == other.universe, "sets of two indexes")
        words.withUnsafeMutableBufferPointer { mine in
            other.words.withUnsafeBufferPointer { theirs in
                for index in 0..<mine.count { mine[index] = join(mine[index], theirs[index]) }
            }
        }
    }
}

extension ConceptSet: Sequence {
    package func makeIterator() -> Iterator { Iterator(words: words) }

    /// Hands out the concepts in order.
    package struct Iterator: IteratorProtocol {
        private let words: [UInt64]
        private var index = 0
        private var word: UInt64

        init(words: [UInt64]) {
            self.words = words
            word = words.first ?? 0
        }

        package mutating func next() -> Concept? {
            while word == 0 {
                index += 1
                guard index < words.count else { return nil }
                word = words[index]
            }
            defer { word &= word &- 1 }
            return Concept(ordinal: UInt32(truncatingIfNeeded: index * 64 + word.trailingZeroBitCount))
        }
    }

    package var underestimatedCount: Int { 0 }
}
