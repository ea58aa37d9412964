/// Why an expression has no answer: what is wrong, and exactly where.
package struct ExpressionFailure: Error, Sendable, Hashable {
    package enum Reason: String, Sendable, Hashable, CaseIterable {
        /// It is not an expression of the language.
        case syntax
        /// An identifier is not one: too long, too short, or with a wrong check digit.
        case malformedIdentifier
        /// No concept of this release has the identifier.
        case unknownConcept
        /// No reference set that is asked has the field.
        case unknownField
        /// Longer than 64 kB, or nested too deeply.
        case tooComplex
        /// It is well formed but says nothing, as a member filter without `^`.
        case meaningless
        /// It took more time than it may.
        case timeout
        case cancelled
    }

    package var reason: Reason
    /// A sentence for people, without the position.
    package var message: String
    /// Bytes of UTF-8 from the beginning.
    package var byte: Int
    /// UTF-16 units from the beginning, as browsers count.
    package var position: Int
    /// From 1.
    package var line: Int
    /// From 1, in UTF-16 units.
    package var column: Int
    /// What stands there, shortened; empty where that does not matter.
    package var found: String
    /// What may stand there.
    package var expected: [String]

    /// - Parameters:
    ///   - bytes: the expression.
    ///   - at: the offset of what is wrong.
    package init(
        _ reason: Reason, _ message: String, in bytes: [UInt8], at byte: Int, found: String = "",
        expected: [String] = []
    ) {
        self.reason = reason
        self.message = message
        self.byte = byte
        self.found = found
        self.expected = expected
        let before = bytes.prefix(byte)
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        position = Self.units(before)
        line = before.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
        column = Self.units(before[lineStart...]) + 1
    }

    private static func units(_ bytes: ArraySlice<UInt8>) -> Int {
        // Continuation bytes begin nothing; four-byte sequences are surrogate pairs.
        bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : $1 >= 0xF0 ? 2 : 1) }
    }
}
