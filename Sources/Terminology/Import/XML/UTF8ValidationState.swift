/// Checks UTF-8 byte by byte: no overlong forms, no surrogates, nothing above U+10FFFF (Unicode 16, table 3-7).
struct UTF8ValidationState {
    private var missing = 0
    private var lower: UInt8 = 0x80
    private var upper: UInt8 = 0xBF

    /// Whether a character has just ended.
    var isBetween: Bool { missing == 0 }

    mutating func take(_ byte: UInt8) -> Bool {
        guard missing == 0 else {
            guard lower...upper ~= byte else { return false }
            missing -= 1
            (lower, upper) = (0x80, 0xBF)
            return true
        }
        switch byte {
        case 0..<0x80: break
        case 0xC2...0xDF: missing = 1
        case 0xE0...0xEF:
            missing = 2
            lower = byte == 0xE0 ? 0xA0 : 0x80
            upper = byte == 0xED ? 0x9F : 0xBF
        case 0xF0...0xF4:
            missing = 3
            lower = byte == 0xF0 ? 0x90 : 0x80
            upper = byte == 0xF4 ? 0x8F : 0xBF
        default: return false
        }
        return true
    }
}
