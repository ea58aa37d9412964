/// How codes of the ICD-10 family are written.
enum ICDCode {
    /// Three to seven capital letters and digits.
    static func isCode(_ bytes: some Collection<UInt8>) -> Bool {
        3...7 ~= bytes.count && bytes.allSatisfy { isDigit($0) || isLetter($0) }
    }

    /// A letter, two more of which one is a digit, and up to four: ICD-10-CM without its dot.
    static func isClinicalModification(_ bytes: some Collection<UInt8>) -> Bool {
        guard isCode(bytes), let first = bytes.first, let second = bytes.dropFirst().first else { return false }
        // Newer codes may have a letter in second place too (QA0, 2026), but then a digit in third.
        return isLetter(first) && (isDigit(second) || bytes.dropFirst(2).first.map(isDigit) == true)
    }

    /// Three characters of a table or seven of a code, never I or O: ICD-10-PCS.
    static func isProcedure(_ bytes: some Collection<UInt8>) -> Bool {
        (bytes.count == 3 || bytes.count == 7) && isCode(bytes) && !bytes.contains(0x49) && !bytes.contains(0x4F)
    }

    /// `J459` with its dot: `J45.9`.
    static func dotted(_ code: some StringProtocol) -> String {
        code.utf8.count <= 3 || code.contains(".") ? String(code) : "\(code.prefix(3)).\(code.dropFirst(3))"
    }

    /// `J45.9` without its dot.
    static func plain(_ code: some StringProtocol) -> String { String(code.filter { $0 != "." }) }

    static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
    static func isLetter(_ byte: UInt8) -> Bool { 0x41...0x5A ~= byte }
}
