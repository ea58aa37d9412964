/// One row of a table, valid only while the closure that got it runs.
struct TableRow {
    /// The line it begins in, from 1.
    let line: Int
    let count: Int
    private let bytes: UnsafePointer<UInt8>
    /// Start and end of each field, `2 * count` offsets into `bytes` that the scanner has checked.
    private let bounds: UnsafePointer<Int>

    init(line: Int, count: Int, bytes: UnsafePointer<UInt8>, bounds: UnsafePointer<Int>) {
        self.line = line
        self.count = count
        self.bytes = bytes
        self.bounds = bounds
    }

    /// The bytes of a field; none of a column the table does not have.
    subscript(column: Int?) -> UnsafeBufferPointer<UInt8> {
        guard let column, column >= 0, column < count else { return UnsafeBufferPointer(start: nil, count: 0) }
        let start = bounds[2 * column]
        return UnsafeBufferPointer(start: bytes + start, count: bounds[2 * column + 1] - start)
    }

    /// From the first field to the last, with what stands between.
    var whole: UnsafeBufferPointer<UInt8> {
        count == 0
            ? UnsafeBufferPointer(start: nil, count: 0)
            : UnsafeBufferPointer(start: bytes + bounds[0], count: bounds[2 * count - 1] - bounds[0])
    }

    func text(_ column: Int?) -> String { self[column].text }
}
