/// Many texts one after the other: their UTF-8 bytes in one array and where each ends in another.
///
/// A release has 1.7 million terms: as strings they would take four times the memory and most of the time.
package struct TextColumn: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// The end of each text in `bytes`; it begins where the one before ends.
    package private(set) var ends: [UInt32] = []

    package init() {}

    package var count: Int { ends.count }

    package mutating func reserve(texts: Int, bytes size: Int) {
        ends.reserveCapacity(texts)
        bytes.reserveCapacity(size)
    }

    package mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        ends.append(UInt32(truncatingIfNeeded: bytes.count))
    }

    /// - Parameter utf8: valid UTF-8; importers check it where they read it.
    package mutating func append(utf8: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: utf8)
        ends.append(UInt32(truncatingIfNeeded: bytes.count))
    }

    package mutating func append(utf8: ArraySlice<UInt8>) {
        bytes.append(contentsOf: utf8)
        ends.append(UInt32(truncatingIfNeeded: bytes.count))
    }

    /// Where a text lies in `bytes`.
    package func range(_ index: Int) -> Range<Int> {
        (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    }

    package subscript(index: Int) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }
}
