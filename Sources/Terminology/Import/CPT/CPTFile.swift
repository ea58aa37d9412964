/// The rows of one of the text files, and the copyright lines above them.
struct CPTFile {
    struct Row: Equatable {
        var code: String
        var text: String
        var line: Int
    }

    let name: String
    /// The lines above the first code, joined: the owner's notice.
    private(set) var notice = ""
    private(set) var rows: [Row] = []

    init(_ bytes: [UInt8], _ kind: CPTFileKind, name: String, _ problems: inout ProblemList) throws(ImportFailure) {
        self.name = name
        var seen: Set<String> = []
        var sequence = 0
        var notices: [String] = []
        for line in TextLines(bytes) where !line.isBlank {
            if rows.isEmpty, !CPTCode.starts(line) {
                if let text = Windows1252.text(line.bytes.trimmed), notices.count < 40 {
                    notices.append(text.joinedBlanks)
                }
                continue
            }
            guard CPTCode.starts(line) else {
                try problems.refuse(name, line.number, "code", "columns 1 to 5 are not a code")
                continue
            }
            let code = String(decoding: line.columns(1...5), as: UTF8.self)
            guard let text = Windows1252.text(line.bytes.dropFirst(kind == .longFixed ? 8 : 6).trimmed) else {
                try problems.refuse(name, line.number, "description", "it holds control characters")
                continue
            }
            guard !text.isEmpty else {
                try problems.refuse(name, line.number, "description", "\(code) has no description")
                continue
            }
            if kind == .longFixed {
                guard let number = Int(String(decoding: line.columns(6...7), as: UTF8.self)), line.column(8) == 0x20
                else {
                    try problems.refuse(name, line.number, "sequence", "columns 6 and 7 are not a number")
                    continue
                }
                if number != 1 {
                    guard rows.last?.code == code, number == sequence + 1 else {
                        try problems.refuse(name, line.number, "sequence", "\(code) \(number) does not follow")
                        continue
                    }
                    rows[rows.count - 1].text += " " + text
                    sequence = number
                    continue
                }
                sequence = 1
            } else if line.column(6) != (kind == .long ? 0x09 : 0x20) {
                try problems.refuse(name, line.number, "", "column 6 does not separate the code from its text")
                continue
            }
            if !seen.insert(code).inserted { try problems.refuse(name, line.number, "code", "\(code) is there twice") }
            rows.append(Row(code: code, text: text, line: line.number))
        }
        notice = notices.joined(separator: " ")
        if rows.isEmpty { try problems.refuse(name, 0, "", "there are no codes in it") }
        if rows.count >= 1000, bytes.last != 0x0A, let last = rows.last {
            try problems.refuse(name, last.line, "", "the last line has no end: the file was cut off")
        }
    }
}
