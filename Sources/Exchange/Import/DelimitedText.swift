/// Cuts comma- or tab-separated text into rows of cells (RFC 4180), chunk by chunk.
///
/// Quoted cells may hold delimiters, doubled quotes and line ends. Lines end in LF, CRLF or CR; empty lines are no rows.
struct DelimitedText: Sendable {
    /// A row's cells in one run of bytes.
    struct Row: Sendable {
        /// One-based line the row begins in.
        var line = 1
        var bytes: [UInt8] = []
        /// Where each cell ends in `bytes`.
        var ends: [Int] = []

        var count: Int { ends.count }

        subscript(index: Int) -> ArraySlice<UInt8> { bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]] }
    }

    enum Failure: Error {
        case openQuote(line: Int)
        case textAfterQuote(line: Int)
        case tooLarge(String, limit: Int, line: Int)
    }

    private enum Place { case cellStart, plain, quoted, afterQuote }

    private let delimiter: UInt8
    private let limits: ImportLimits
    private var place = Place.cellStart
    private var row = Row()
    private var line = 1
    private var quoteLine = 1
    private var afterCR = false

    init(delimiter: UInt8, limits: ImportLimits) {
        self.delimiter = delimiter
        self.limits = limits
    }

    mutating func feed(_ chunk: [UInt8], _ body: (Row) throws(ImportError) -> Void) throws {
        var index = 0
        while index < chunk.count {
            index = try take(chunk, index, body)
            guard row.bytes.count - (row.ends.last ?? 0) <= limits.cellBytes else {
                throw Failure.tooLarge("a cell", limit: limits.cellBytes, line: row.line)
            }
            guard row.bytes.count <= limits.taskBytes else {
                throw Failure.tooLarge("a row", limit: limits.taskBytes, line: row.line)
            }
        }
    }

    mutating func finish(_ body: (Row) throws(ImportError) -> Void) throws {
        if place == .quoted { throw Failure.openQuote(line: quoteLine) }
        if place != .cellStart || !row.ends.isEmpty { try endRow(body) }
    }

    /// Takes one byte, or a run of bytes that mean nothing; answers the offset after it.
    private mutating func take(
        _ chunk: [UInt8], _ start: Int, _ body: (Row) throws(ImportError) -> Void
    ) throws -> Int {
        let byte = chunk[start]
        if afterCR {
            afterCR = false
            if byte == 0x0A { return start + 1 }
        }
        switch place {
        case .quoted:
            let end = chunk.runEnd(start) { $0 == UInt8(ascii: "\"") }
            if end > start {
                line += chunk[start..<end].count { $0 == 0x0A }
                row.bytes.append(contentsOf: chunk[start..<end])
                return end
            }
            place = .afterQuote
            return start + 1
        case .afterQuote where byte == UInt8(ascii: "\""):
            row.bytes.append(byte)
            place = .quoted
            return start + 1
        case .cellStart where byte == UInt8(ascii: "\""):
            place = .quoted
            quoteLine = line
            return start + 1
        case .cellStart, .plain, .afterQuote:
            break
        }
        if byte == delimiter {
            try endCell()
            return start + 1
        }
        if byte == 0x0A || byte == 0x0D {
            afterCR = byte == 0x0D
            if place != .cellStart || !row.ends.isEmpty { try endRow(body) }
            line += 1
            row.line = line
            return start + 1
        }
        guard place != .afterQuote else { throw Failure.textAfterQuote(line: line) }
        place = .plain
        let delimiter = delimiter
        let end = chunk.runEnd(start) { $0 == delimiter || $0 == 0x0A || $0 == 0x0D }
        row.bytes.append(contentsOf: chunk[start..<end])
        return end
    }

    private mutating func endCell() throws {
        row.ends.append(row.bytes.count)
        place = .cellStart
        guard row.count <= limits.columns else {
            throw Failure.tooLarge("the number of columns", limit: limits.columns, line: row.line)
        }
    }

    private mutating func endRow(_ body: (Row) throws(ImportError) -> Void) throws {
        try endCell()
        try body(row)
        row.bytes.removeAll(keepingCapacity: true)
        row.ends.removeAll(keepingCapacity: true)
    }
}

extension [UInt8] {
    /// The offset of the first byte from `start` on that `isMark` names, or the end.
    @inline(__always)
    fileprivate func runEnd(_ start: Int, _ isMark: (UInt8) -> Bool) -> Int {
        withUnsafeBufferPointer { buffer in
            var index = start
            while index < buffer.count, !isMark(buffer[index]) { index += 1 }
            return index
        }
    }
}
