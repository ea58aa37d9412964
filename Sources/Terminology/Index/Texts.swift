/// Many texts of an index file, one after the other.
package struct Texts: Sendable {
    private let bytes: Column<UInt8>
    private let offsets: OffsetColumn

    fileprivate init(bytes: Column<UInt8>, offsets: OffsetColumn) {
        self.bytes = bytes
        self.offsets = offsets
    }

    package var count: Int { offsets.count }

    /// The UTF-8 of a text, which lies in the file.
    @inline(__always)
    func utf8(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let range = offsets.range(index)
        return UnsafeBufferPointer(rebasing: bytes.buffer[range])
    }

    package subscript(index: Int) -> String { String(decoding: utf8(index), as: UTF8.self) }

    package subscript(index: UInt32) -> String { self[Int(index)] }
}

extension IndexFile {
    func texts(_ name: SectionName, _ offsets: SectionName, count: Int) throws(IndexFailure) -> Texts {
        Texts(bytes: try column(name), offsets: try self.offsets(offsets, count: count))
    }

    /// The rule for the offsets of texts.
    func textRule(_ name: SectionName) throws(IndexFailure) -> ColumnRule {
        .packedOffsets(end: try entry(name).length)
    }
}

extension SectionWriter {
    func write(_ name: SectionName, _ offsets: SectionName, _ texts: TextColumn) throws {
        try write(name, texts.bytes)
        try writeOffsets(offsets, [0] + texts.ends)
    }
}
