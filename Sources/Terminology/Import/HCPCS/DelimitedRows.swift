/// The rows of a table that a spreadsheet saved: cells may be quoted, hold separators, line ends and doubled quotes.
struct DelimitedRows {
    struct Row {
        /// Where it begins, from 1.
        var line: Int
        /// Trimmed; nil where the row cannot be read.
        var cells: [String]?
        var fault: String?
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    private var position: Int
    private var line = 1

    init(_ bytes: [UInt8], separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The separator that the first kilobytes hold most of.
    static func separator(of bytes: [UInt8]) -> UInt8 {
        let head = bytes.prefix(8192)
        func count(_ byte: UInt8) -> Int { head.count { $0 == byte } }
        if count(0x09) > 0, count(0x09) >= count(0x2C) { return 0x09 }
        return count(0x3B) > count(0x2C) ? 0x3B : 0x2C
    }

    mutating func next() -> Row? {
        guard position < bytes.count else { return nil }
        let start = line
        var cells: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var wasQuoted = false
        var fault: String?
        func finish() {
            if let text = Windows1252.text(cell.filter { $0 != 0x0A && $0 != 0x0D }[...]) {
                cells.append(text.joinedBlanks)
            } else {
                fault = "a cell holds control characters"
            }
        }
        reading: while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == 0x0A { line += 1 }
            switch byte {
            case 0x22 where isQuoted:
                if position < bytes.count, bytes[position] == 0x22 {
                    cell.append(0x22)
                    position += 1
                } else {
                    isQuoted = false
                    wasQuoted = true
                }
            case 0x22 where cell.isEmpty && !wasQuoted: isQuoted = true
            case 0x0A where isQuoted: cell.append(0x20)
            case separator where !isQuoted:
                finish()
                cell.removeAll(keepingCapacity: true)
                wasQuoted = false
            case 0x0A: break reading
            default: cell.append(byte)
            }
        }
        if isQuoted { fault = "a quote is not closed" }
        finish()
        return Row(line: start, cells: fault == nil ? cells : nil, fault: fault)
    }
}
