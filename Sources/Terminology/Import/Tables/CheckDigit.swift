/// The check digits of codes.
enum CheckDigit {
    /// LOINC: digits, a hyphen and a check digit modulo 10 (Luhn).
    ///
    /// Parts, answers and lists have two letters in front (`LP14355-9`). Regenstrief counts them in, as numbers from `0` on
    /// (`L` is 28); other makers of such codes leave them out, and either is taken.
    static func isLOINC(_ code: FieldBytes) -> Bool {
        var start = 0
        while start < code.count, start < 2, code[start] >= 0x41, code[start] <= 0x5A { start += 1 }
        let last = code.count - 1
        guard last - 1 > start, last - start <= 12, code[last - 1] == UInt8(ascii: "-") else { return false }
        var sum = 0
        var isDoubled = true
        for index in stride(from: last - 2, through: start, by: -1) {
            guard code[index] &- 0x30 < 10 else { return false }
            sum += weight(code[index], isDoubled)
            isDoubled.toggle()
        }
        let digit = Int(code[last]) - 0x30
        if digit == (10 - sum % 10) % 10 { return true }
        for index in stride(from: start - 1, through: 0, by: -1) {
            sum += weight(code[index], isDoubled)
            isDoubled.toggle()
        }
        return start > 0 && digit == (10 - sum % 10) % 10
    }

    private static func weight(_ byte: UInt8, _ isDoubled: Bool) -> Int {
        let value = Int(byte) - 0x30
        return isDoubled ? 2 * value - value / 5 * 9 : value
    }
}
