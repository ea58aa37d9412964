/// Where the rows of each concept begin: `range(i)` is what lies between offset `i` and the next.
///
/// Packed, 30 offsets share a cache line: one of 32 bits and how much higher each is, in 16 bits. That halves the five
/// columns of this kind that a release has. Where one block holds more than 65 535 rows all are plain numbers.
package struct OffsetColumn: Sendable {
    static let blockCount = 30
    /// How the table of sections says that a column is packed.
    static let packedWidth = 64

    private let bytes: Column<UInt8>
    private let isPacked: Bool
    /// One fewer than offsets.
    package let count: Int

    fileprivate init(bytes: Column<UInt8>, isPacked: Bool, count: Int) {
        self.bytes = bytes
        self.isPacked = isPacked
        self.count = count
    }

    /// - Parameter index: from 0 through `count`.
    @inline(__always)
    package func offset(_ index: Int) -> Int {
        let start = UnsafeRawPointer(bytes.buffer.baseAddress.unsafelyUnwrapped)
        if isPacked {
            let block = index / Self.blockCount
            let at = start + block &* 64
            return Int(at.load(as: UInt32.self))
                &+ Int(at.load(fromByteOffset: 4 &+ (index &- block &* Self.blockCount) &* 2, as: UInt16.self))
        }
        return Int(start.load(fromByteOffset: index &* 4, as: UInt32.self))
    }

    @inline(__always)
    package func range(_ index: Int) -> Range<Int> {
        Range(uncheckedBounds: (offset(index), offset(index &+ 1)))
    }
}

extension IndexFile {
    /// Offsets for `count` things; they need the rule `.packedOffsets`.
    package func offsets(_ name: SectionName, count: Int) throws(IndexFailure) -> OffsetColumn {
        let entry = try entry(name)
        let isPacked = entry.width == OffsetColumn.packedWidth
        let length = isPacked ? (count / OffsetColumn.blockCount + 1) * 64 : (count + 1) * 4
        guard isPacked || entry.width == 4, entry.length == length else {
            throw damaged(name, "it does not have \(count + 1) offsets")
        }
        let bytes = Column(bytes(entry).bindMemory(to: UInt8.self))
        return OffsetColumn(bytes: bytes, isPacked: isPacked, count: count)
    }
}

extension SectionWriter {
    /// Writes offsets, one more than there are things, packed where that is possible.
    package func writeOffsets(_ name: SectionName, _ offsets: [UInt32]) throws {
        let blocks = (offsets.count - 1) / OffsetColumn.blockCount + 1
        var packed = [UInt16](repeating: 0, count: blocks * 32)
        for block in 0..<blocks {
            let first = block * OffsetColumn.blockCount
            let base = offsets[first]
            packed[block * 32] = UInt16(truncatingIfNeeded: base)
            packed[block * 32 + 1] = UInt16(truncatingIfNeeded: base >> 16)
            for slot in 0..<OffsetColumn.blockCount {
                let above = offsets[min(first + slot, offsets.count - 1)] - base
                guard above <= 0xFFFF else { return try write(name, offsets) }
                packed[block * 32 + 2 + slot] = UInt16(above)
            }
        }
        try packed.withUnsafeBytes { bytes in
            try write(name, width: OffsetColumn.packedWidth, bytes)
        }
    }
}
