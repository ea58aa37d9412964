/// Counts the unpacked rows of a PNG against its header, and looks at the filter each row names.
struct PNGRows: Sendable {
    struct BadFilter: Error {}

    /// How many rows of how many bytes (filter byte and pixels) each pass has.
    private var passes: [(rows: Int, bytes: Int)] = []
    private var pass = 0
    /// Rows of this pass that are through, and bytes of the present row.
    private var rowsDone = 0
    private var bytesDone = 0
    /// Bytes that came.
    private(set) var count = 0
    /// Bytes the header promises.
    let promised: Int

    /// The row, one-based and over all passes.
    var row: Int { passes[..<min(pass, passes.count)].reduce(0) { $0 + $1.rows } + rowsDone + 1 }

    var isComplete: Bool { count == promised }

    /// `form`: bit depth, colour type, compression, filter, interlace (ISO/IEC 15948 §11.2.2); nil if not allowed.
    init?(width: Int, height: Int, form: ArraySlice<UInt8>) {
        let form = Array(form)
        let (depth, color) = (Int(form[0]), form[1])
        let depths: [UInt8: [Int]] = [
            0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16],
        ]
        let channels: [UInt8: Int] = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4]
        guard let channels = channels[color], depths[color]?.contains(depth) == true, form[2] == 0, form[3] == 0,
            form[4] <= 1
        else { return nil }
        // The seven passes of Adam7: first column and row, and the steps between them.
        let adam7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        for (x, y, stepX, stepY) in form[4] == 1 ? adam7 : [(0, 0, 1, 1)] {
            let columns = (width - x + stepX - 1) / stepX
            let rows = (height - y + stepY - 1) / stepY
            if columns > 0, rows > 0 { passes.append((rows, 1 + (columns * channels * depth + 7) / 8)) }
        }
        promised = passes.reduce(0) { $0 + $1.rows * $1.bytes }
    }

    mutating func take(_ bytes: ArraySlice<UInt8>) throws(BadFilter) {
        var index = bytes.startIndex
        while index < bytes.endIndex, pass < passes.count {
            let (rows, length) = passes[pass]
            if bytesDone == 0, bytes[index] > 4 { throw BadFilter() }
            let step = min(length - bytesDone, bytes.endIndex - index)
            bytesDone += step
            index += step
            count += step
            guard bytesDone == length else { continue }
            bytesDone = 0
            rowsDone += 1
            if rowsDone == rows {
                rowsDone = 0
                pass += 1
            }
        }
        count += bytes.endIndex - index
    }
}
