/// How CPT codes are written: four digits, and a digit or a letter that names the category.
enum CPTCode {
    static func isCode(_ bytes: some Collection<UInt8>) -> Bool {
        guard bytes.count == 5, let last = bytes.dropFirst(4).first else { return false }
        return bytes.prefix(4).allSatisfy(ICDCode.isDigit) && (ICDCode.isDigit(last) || ICDCode.isLetter(last))
    }

    /// Whether a line begins with a code and goes on with what separates it from its text.
    static func starts(_ line: TextLines.Line) -> Bool {
        guard isCode(line.columns(1...5)), let next = line.column(6) else { return false }
        return next == 0x09 || next == 0x20 || ICDCode.isDigit(next)
    }
}
