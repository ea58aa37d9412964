/// Numbers of at most 32 bits, each in as few bytes as the highest needs: 0 (all equal), 1, 2, 3 or 4.
package struct NarrowColumn: Sendable {
    private let bytes: Column<UInt8>
    private let width: Int
    private let mask: UInt32
    private let constant: UInt32
    package let count: Int

    fileprivate init(bytes: Column<UInt8>, width: Int, constant: UInt32, count: Int) {
        self.bytes = bytes
        self.width = width
        self.constant = constant
        self.count = count
        mask = width == 0 ? 0 : UInt32.max >> UInt32(32 - width * 8)
    }

    @inline(__always)
    package subscript(index: Int) -> UInt32 {
        // Up to three bytes more than the number are read: behind the last section lies the table.
        let start = UnsafeRawPointer(bytes.buffer.baseAddress.unsafelyUnwrapped)
        return start.loadUnaligned(fromByteOffset: index &* width, as: UInt32.self) & mask | constant
    }

    @inline(__always)
    package subscript(index: UInt32) -> UInt32 { self[Int(index)] }
}

extension IndexFile {
    /// A column written with `writeNarrow`; it needs the rule `.below` where its numbers are used as indexes.
    package func narrow(_ name: SectionName, count: Int) throws(IndexFailure) -> NarrowColumn {
        let entry = try entry(name)
        guard entry.width <= 4, entry.length == count * entry.width else {
            throw damaged(name, "it does not have \(count) rows")
        }
        let bytes = Column(bytes(entry).bindMemory(to: UInt8.self))
        return NarrowColumn(
            bytes: bytes, width: entry.width, constant: entry.width == 0 ? entry.constant : 0, count: count)
    }
}

extension SectionWriter {
    /// Writes numbers in as few bytes each as the highest needs.
    package func writeNarrow<Number: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ name: SectionName, _ column: [Number]
    ) throws {
        var highest: Number = 0
        var lowest = Number.max
        for number in column {
            highest = max(highest, number)
            lowest = min(lowest, number)
        }
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        if column.isEmpty || highest == lowest {
            return try write(name, width: 0, constant: UInt32(truncatingIfNeeded: highest), nothing)
        }
        let width = (Number.bitWidth - highest.leadingZeroBitCount + 7) / 8
        if width == MemoryLayout<Number>.size { return try write(name, column) }
        var bytes = [UInt8](repeating: 0, count: column.count * width)
        column.withUnsafeBufferPointer { column in
            bytes.withUnsafeMutableBufferPointer { bytes in
                for index in 0..<column.count {
                    let number = UInt32(truncatingIfNeeded: column[index])
                    for byte in 0..<width {
                        bytes[index &* width &+ byte] = UInt8(truncatingIfNeeded: number &>> UInt32(byte &* 8))
                    }
                }
            }
        }
        try bytes.withUnsafeBytes { bytes in try write(name, width: width, bytes) }
    }
}
