/// One line of a table; valid while it is looked at.
struct RF2Row {
    let bytes: UnsafePointer<UInt8>
    /// Where each field ends; the next begins one byte later.
    let ends: UnsafePointer<Int32>
    /// From 1.
    let line: Int

    @inline(__always)
    subscript(column: Int) -> RF2Field {
        let start = column == 0 ? 0 : Int(ends[column - 1]) + 1
        return RF2Field(start: bytes + start, count: Int(ends[column]) - start)
    }
}
