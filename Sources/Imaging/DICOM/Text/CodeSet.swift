/// A character set that an escape sequence can call (PS3.3 tables C.12-3 and C.12-4).
enum CodeSet: Hashable, Sendable {
    case ascii
    /// The upper half of a part of ISO 8859.
    case latin1, latin2, latin3, latin4, latin5, latin9, cyrillic, arabic, greek, hebrew, thai
    /// JIS X 0201: half-width katakana.
    case katakana
    case jisX0208, jisX0212, ksX1001, gb2312

    var isDouble: Bool {
        switch self {
        case .jisX0208, .jisX0212, .ksX1001, .gb2312: true
        default: false
        }
    }

    /// The character of an upper byte of a set of single bytes.
    func character(_ byte: UInt8) -> Unicode.Scalar? {
        let table: [Unicode.Scalar]
        switch self {
        case .ascii, .latin1: return Unicode.Scalar(byte)
        case .katakana: return (0xA1...0xDF).contains(byte) ? Unicode.Scalar(0xFF61 + UInt32(byte) - 0xA1) : nil
        case .latin2: table = CharacterTables.latin2
        case .latin3: table = CharacterTables.latin3
        case .latin4: table = CharacterTables.latin4
        case .latin5: table = CharacterTables.latin5
        case .latin9: table = CharacterTables.latin9
        case .cyrillic: table = CharacterTables.cyrillic
        case .arabic: table = CharacterTables.arabic
        case .greek: table = CharacterTables.greek
        case .hebrew: table = CharacterTables.hebrew
        case .thai: table = CharacterTables.thai
        case .jisX0208, .jisX0212, .ksX1001, .gb2312: return nil
        }
        guard byte >= 0xA0 else { return Unicode.Scalar(byte) }
        let character = table[Int(byte) - 0xA0]
        return character.value == 0xFFFD ? nil : character
    }

    /// The character of two bytes, their upper bits left out.
    func character(_ first: UInt8, _ second: UInt8) -> Unicode.Scalar? {
        let (row, column) = (Int(first & 0x7F) - 0x21, Int(second & 0x7F) - 0x21)
        guard row >= 0, column >= 0, row < 94, column < 94 else { return nil }
        switch self {
        case .jisX0208: return CharacterTables.jisX0208[row, column]
        case .jisX0212: return CharacterTables.jisX0212[row, column]
        case .ksX1001: return CharacterTables.ksX1001[row, column]
        case .gb2312: return GB18030.character(first | 0x80, second | 0x80)
        default: return nil
        }
    }
}
