/// The rows of an order file, or of a codes file, of ICD-10-CM or ICD-10-PCS.
struct ICDOrderFile {
    struct Row: Equatable {
        /// Without a dot, as in the file.
        var code: String
        var isBillable: Bool
        /// Empty in a codes file.
        var short: String
        var long: String
        var line: Int
    }

    var name: String
    private(set) var rows: [Row] = []

    /// Reads fixed columns: order number 1–5, code 7–13, flag 15, short title 17–76, long title from 78.
    init(
        order bytes: [UInt8], name: String, isCode: (ArraySlice<UInt8>) -> Bool, _ problems: inout ProblemList
    ) throws(ImportFailure) {
        self.name = name
        var seen: Set<String> = []
        var last = 0
        for line in TextLines(bytes) where !line.isBlank {
            guard let number = Int(String(decoding: line.columns(1...5), as: UTF8.self)), number > 0 else {
                try problems.refuse(name, line.number, "order number", "columns 1 to 5 are not a number")
                continue
            }
            if number != last + 1 {
                try problems.refuse(name, line.number, "order number", "\(number) stands where \(last + 1) should")
            }
            last = number
            guard line.bytes.count > 77, [6, 14, 16, 77].allSatisfy({ line.column($0) == 0x20 }) else {
                try problems.refuse(name, line.number, "", "the line is too short or its columns are shifted")
                continue
            }
            let code = line.columns(7...13).trimmed
            guard isCode(code), line.column(7) != 0x20 else {
                try problems.refuse(name, line.number, "code", "columns 7 to 13 are not a code")
                continue
            }
            guard let flag = line.column(15), flag == 0x30 || flag == 0x31 else {
                try problems.refuse(name, line.number, "flag", "column 15 is neither 0 nor 1")
                continue
            }
            guard let short = line.columns(17...76).trimmed.text, let long = line.bytes.dropFirst(77).trimmed.text
            else {
                try problems.refuse(name, line.number, "title", "bytes that are not UTF-8, or control characters")
                continue
            }
            guard !short.isEmpty, !long.isEmpty else {
                try problems.refuse(name, line.number, "title", "the title is missing")
                continue
            }
            let row = Row(
                code: String(decoding: code, as: UTF8.self), isBillable: flag == 0x31, short: short, long: long,
                line: line.number
            )
            if !seen.insert(row.code).inserted {
                try problems.refuse(name, line.number, "code", "\(row.code) is there twice")
            }
            rows.append(row)
        }
        try checkEnd(of: bytes, &problems)
    }

    /// Reads a codes file: code 1–7, title from 9; every row is billable.
    init(
        codes bytes: [UInt8], name: String, isCode: (ArraySlice<UInt8>) -> Bool, _ problems: inout ProblemList
    ) throws(ImportFailure) {
        self.name = name
        var seen: Set<String> = []
        for line in TextLines(bytes) where !line.isBlank {
            let code = line.columns(1...7).trimmed
            guard isCode(code), line.column(1) != 0x20, line.column(8) ?? 0x20 == 0x20 else {
                try problems.refuse(name, line.number, "code", "columns 1 to 7 are not a code")
                continue
            }
            guard let title = line.bytes.dropFirst(8).trimmed.text else {
                try problems.refuse(name, line.number, "title", "bytes that are not UTF-8, or control characters")
                continue
            }
            guard !title.isEmpty else {
                try problems.refuse(name, line.number, "title", "the title is missing")
                continue
            }
            let row = Row(
                code: String(decoding: code, as: UTF8.self), isBillable: true, short: "", long: title, line: line.number
            )
            if !seen.insert(row.code).inserted {
                try problems.refuse(name, line.number, "code", "\(row.code) is there twice")
            }
            rows.append(row)
        }
        try checkEnd(of: bytes, &problems)
    }

    /// A release file ends its last line. One of a few lines may have been written by hand.
    private func checkEnd(of bytes: [UInt8], _ problems: inout ProblemList) throws(ImportFailure) {
        guard let last = rows.last else { return try problems.refuse(name, 0, "", "there are no rows in it") }
        guard rows.count >= 1000, bytes.last != 0x0A else { return }
        try problems.refuse(name, last.line, "", "the last line has no end: the file was cut off")
    }
}
