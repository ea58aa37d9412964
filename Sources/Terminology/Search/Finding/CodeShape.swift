/// Whether what is typed looks like a code rather than a word.
enum CodeShape {
    /// One word of letters and digits with at least one digit, `J45`, `j45.9`, `718-7`, or a number of four digits or more.
    static func isCode(_ text: String) -> Bool {
        let bytes = text.utf8
        guard (2...20).contains(bytes.count) else { return false }
        var digits = 0
        var letters = 0
        for byte in bytes {
            switch byte {
            case 48...57: digits += 1
            case 65...90, 97...122: letters += 1
            case UInt8(ascii: "."), UInt8(ascii: "-"): break
            default: return false
            }
        }
        return letters > 0 ? digits > 0 : digits >= 4
    }
}
