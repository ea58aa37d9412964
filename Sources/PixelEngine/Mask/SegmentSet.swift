/// A set of segment numbers. Zero, which is no segment, is never in it.
package struct SegmentSet: Equatable, Sendable {
    /// Words in a record.
    package static let wordCount = 8

    /// Bit s & 31 of word s >> 5.
    package var words = SIMD8<UInt32>(repeating: 0)

    package init() {}

    package func contains(_ segment: UInt8) -> Bool {
        segment != 0 && words[Int(segment >> 5)] >> UInt32(segment & 31) & 1 == 1
    }

    package mutating func insert(_ segment: UInt8) {
        words[Int(segment >> 5)] |= 1 << UInt32(segment & 31)
    }
}
