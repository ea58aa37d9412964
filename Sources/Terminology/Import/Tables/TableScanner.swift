/// Cuts a stream of bytes into the rows of a table, whatever its chunks: LF or CRLF, quotes, a byte order mark.
///
/// It holds one chunk and the row it cuts through.
struct TableScanner {
    /// A longer row is refused: more likely a quote that was never closed.
    static let mostRowBytes = 8 << 20

    private let format: TableFormat
    private var buffer: [UInt8] = []
    private var bounds: [Int] = []
    /// The fields of the present row that have doubled quotes.
    private var quoted: [Int] = []
    private var line = 1
    private var isAtStart = true

    init(_ format: TableFormat) { self.format = format }

    /// Takes the next chunk and hands out each row that ends in it.
    mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>, _ body: (TableRow) throws -> Void) throws {
        buffer.append(contentsOf: chunk)
        try scan(isLast: false, body)
    }

    /// Hands out the last row, whose line need not end.
    mutating func finish(_ body: (TableRow) throws -> Void) throws {
        if let last = buffer.last, last != UInt8(ascii: "\n") { buffer.append(UInt8(ascii: "\n")) }
        try scan(isLast: true, body)
    }

    private mutating func scan(isLast: Bool, _ body: (TableRow) throws -> Void) throws {
        var next = 0
        if isAtStart {
            guard buffer.count >= 3 || isLast else { return }
            if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { next = 3 }
            isAtStart = false
        }
        // Taken out, for the closure below changes the rest of the scanner.
        var buffer = buffer
        self.buffer = []
        var lines = line
        let end = buffer.count
        try buffer.withUnsafeMutableBufferPointer { buffer in
            guard let bytes = buffer.baseAddress else { return }
            while next < end {
                guard let row = try cut(bytes, from: next, to: end, line: lines) else {
                    guard end - next <= Self.mostRowBytes, !isLast else {
                        throw TableFault(
                            line: lines, field: bounds.count / 2, reason: "a quote is opened and never closed")
                    }
                    break
                }
                for field in quoted {
                    bounds[2 * field + 1] = Self.halve(bytes, bounds[2 * field], bounds[2 * field + 1])
                }
                let count = bounds.count / 2
                // An empty line is no row.
                if count > 1 || bounds[0] < bounds[1] {
                    try bounds.withUnsafeBufferPointer { bounds in
                        guard let bounds = bounds.baseAddress else { return }
                        try body(TableRow(line: lines, count: count, bytes: UnsafePointer(bytes), bounds: bounds))
                    }
                }
                next = row.end
                lines += row.lines
            }
        }
        line = lines
        if next > 0 { buffer.removeSubrange(0..<next) }
        self.buffer = buffer
    }

    /// Finds the fields of the row that begins at `start`; nil where it does not end before `end`.
    private mutating func cut(
        _ bytes: UnsafeMutablePointer<UInt8>, from start: Int, to end: Int, line: Int
    ) throws -> (end: Int, lines: Int)? {
        bounds.removeAll(keepingCapacity: true)
        quoted.removeAll(keepingCapacity: true)
        let separator = format.separator
        let newline = UInt8(ascii: "\n")
        var lines = 1
        var index = start
        while true {
            let first = index
            if format.hasQuotes, index < end, bytes[index] == UInt8(ascii: "\"") {
                guard let close = closing(bytes, after: index, to: end, &lines) else { return nil }
                bounds.append(first + 1)
                bounds.append(close)
                index = close + 1
                if index + 1 < end, bytes[index] == UInt8(ascii: "\r"), bytes[index + 1] == newline { index += 1 }
                guard index < end else { return nil }
                guard bytes[index] == separator || bytes[index] == newline else {
                    if bytes[index] == UInt8(ascii: "\r"), index + 1 == end { return nil }
                    throw TableFault(
                        line: line + lines - 1, field: bounds.count / 2 - 1,
                        reason: "something stands between a closing quote and the end of the field"
                    )
                }
            } else {
                while index < end, bytes[index] != separator, bytes[index] != newline { index += 1 }
                guard index < end else { return nil }
                let hasReturn = bytes[index] == newline && index > first && bytes[index - 1] == UInt8(ascii: "\r")
                bounds.append(first)
                bounds.append(hasReturn ? index - 1 : index)
            }
            index += 1
            guard bytes[index - 1] == newline else { continue }
            if format.endsWithSeparator, bounds.count > 2, bounds[bounds.count - 1] == bounds[bounds.count - 2] {
                bounds.removeLast(2)
            }
            return (index, lines)
        }
    }

    /// The quote that ends the field opened at `open`.
    private mutating func closing(
        _ bytes: UnsafeMutablePointer<UInt8>, after open: Int, to end: Int, _ lines: inout Int
    ) -> Int? {
        var index = open + 1
        var isDoubled = false
        while index < end {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                // The byte after it decides, so it must be there.
                guard index + 1 < end else { return nil }
                guard bytes[index + 1] == UInt8(ascii: "\"") else {
                    if isDoubled { quoted.append(bounds.count / 2) }
                    return index
                }
                isDoubled = true
                index += 1
            } else if byte == UInt8(ascii: "\n") {
                lines += 1
            }
            index += 1
        }
        return nil
    }

    /// Makes doubled quotes single where they stand; answers the new end.
    private static func halve(_ bytes: UnsafeMutablePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        var to = start
        var from = start
        while from < end {
            bytes[to] = bytes[from]
            to += 1
            from += bytes[from] == UInt8(ascii: "\"") ? 2 : 1
        }
        // What is left over must not look like half a character.
        for rest in to..<end { bytes[rest] = UInt8(ascii: " ") }
        return to
    }
}
