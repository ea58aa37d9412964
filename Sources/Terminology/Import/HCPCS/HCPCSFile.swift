/// The records of one file, put together from first lines and continuations.
struct HCPCSFile {
    /// A line of the file: either the first of a record or more of its long description.
    struct Line {
        var code: String
        var sequence: Int
        /// 3 and 7 begin a code and a modifier, 4 and 8 continue them.
        var kind: UInt8
        var long: String
        var short = ""
        var fields: [HCPCSRecord.Field: [String]] = [:]
        var number: Int
    }

    let name: String
    private(set) var records: [HCPCSRecord] = []
    private var sequence = 0
    private var seen: Set<String> = []

    init(name: String) { self.name = name }

    mutating func add(_ line: Line, _ problems: inout ProblemList) throws(ImportFailure) {
        let isModifier = line.kind == 0x37 || line.kind == 0x38
        guard isModifier ? Self.isModifier(line.code) : Self.isCode(line.code) else {
            return try problems.refuse(
                name, line.number, "code", "“\(line.code)” is no \(isModifier ? "modifier" : "code") of HCPCS Level II")
        }
        if line.kind == 0x34 || line.kind == 0x38 {
            guard let last = records.last, last.code == line.code, last.isModifier == isModifier else {
                return try problems.refuse(
                    name, line.number, "code", "a continuation of \(line.code) that follows another")
            }
            guard line.sequence > sequence else {
                return try problems.refuse(name, line.number, "sequence", "\(line.sequence) after \(sequence)")
            }
            if line.sequence > sequence + 100, sequence % 100 == 0, line.sequence % 100 == 0 {
                try problems.refuse(name, line.number, "sequence", "a line before this one is missing")
            }
            if !line.long.isEmpty { records[records.count - 1].long += " " + line.long }
        } else {
            guard !line.long.isEmpty else {
                return try problems.refuse(name, line.number, "long description", "\(line.code) has no description")
            }
            if !seen.insert(line.code).inserted {
                try problems.refuse(name, line.number, "code", "\(line.code) is there twice")
            }
            for field in [HCPCSRecord.Field.added, .effective, .terminated] {
                guard let text = line.fields[field]?.first, !Self.isDate(text) else { continue }
                try problems.refuse(name, line.number, field.rawValue, "“\(text)” is no date")
            }
            records.append(
                HCPCSRecord(
                    code: line.code, isModifier: isModifier, long: line.long, short: line.short, fields: line.fields,
                    line: line.number
                ))
        }
        sequence = line.sequence
    }

    /// A letter and four digits.
    static func isCode(_ text: some StringProtocol) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 5 && ICDCode.isLetter(bytes[0]) && bytes[1...].allSatisfy(ICDCode.isDigit)
    }

    /// Two letters or digits.
    static func isModifier(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { ICDCode.isLetter($0) || ICDCode.isDigit($0) }
    }

    private static func isDate(_ text: String) -> Bool {
        guard text.utf8.count == 8, let number = UInt32(text) else { return false }
        return 1900...2199 ~= number / 10000 && 1...12 ~= number / 100 % 100 && 1...31 ~= number % 100
    }
}
