/// Numbers of an index file where they lie in the mapped memory.
///
/// Reading is not checked in release builds: whoever takes an index from the file has had it checked at open
/// (`ColumnRule`), and whoever computes one compares it with `count` itself.
///
/// `@unchecked Sendable`: the memory is never written, and lives as long as the `IndexFile`, which every holder of a
/// column holds too.
package struct Column<Number: FixedWidthInteger & BitwiseCopyable>: @unchecked Sendable {
    package let buffer: UnsafeBufferPointer<Number>

    package init(_ buffer: UnsafeBufferPointer<Number>) { self.buffer = buffer }

    package var count: Int { buffer.count }

    @inline(__always)
    package subscript(index: Int) -> Number { buffer[index] }

    @inline(__always)
    package subscript(index: UInt32) -> Number { buffer[Int(index)] }
}
