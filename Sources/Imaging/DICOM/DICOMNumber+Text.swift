extension DICOMNumber {
    /// A number as a decimal string: the shortest text that reads back as the same number, or else, since there is room
    /// for 16 characters only (PS3.5 §6.2), the nearest one that fits.
    package static func text(_ number: Double) -> String {
        guard number.isFinite else { return "0" }
        if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
        let shortest = "\(number)"
        if shortest.utf8.count <= 16 { return shortest }
        let sign = number < 0 ? "-" : ""
        let (digits, exponent) = decimalDigits(of: shortest)
        // Fewer digits until one of the two forms fits; eight always do.
        for count in (8...16).reversed() {
            let (rounded, carry) = round(digits, keeping: count)
            for text in [plain(rounded, exponent + carry), scientific(rounded, exponent + carry)] {
                if sign.utf8.count + text.utf8.count <= 16 { return sign + text }
            }
        }
        return sign + scientific(round(digits, keeping: 8).0, exponent)
    }

    private static func plain(_ digits: String, _ exponent: Int) -> String {
        guard exponent >= 0 else { return "0." + String(repeating: "0", count: -exponent - 1) + digits }
        let whole = digits.prefix(exponent + 1)
        let fraction = digits.dropFirst(exponent + 1)
        return whole + String(repeating: "0", count: exponent + 1 - whole.count)
            + (fraction.isEmpty ? "" : "." + fraction)
    }

    private static func scientific(_ digits: String, _ exponent: Int) -> String {
        "\(digits.prefix(1)).\(digits.dropFirst())e\(exponent)"
    }

    /// The significant digits of a number's text and the power of ten of the first one.
    private static func decimalDigits(of text: String) -> (String, Int) {
        let parts = text.lowercased().split(separator: "e")
        let mantissa = parts[0].drop { $0 == "-" }
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = halves.count > 1 ? halves[1] : ""
        let all = String(halves[0]) + fraction
        let zeros = all.prefix { $0 == "0" }.count
        return (String(all.dropFirst(zeros)), exponent + halves[0].count - 1 - zeros)
    }

    /// The first digits, rounded half up, and 1 if the rounding carried into a new digit.
    private static func round(_ digits: String, keeping count: Int) -> (String, Int) {
        guard digits.count > count else { return (digits, 0) }
        var kept = digits.prefix(count).compactMap(\.wholeNumberValue)
        let isUp = digits.dropFirst(count).first?.wholeNumberValue ?? 0 >= 5
        var carry = isUp ? 1 : 0
        for index in kept.indices.reversed() where carry > 0 {
            kept[index] = (kept[index] + 1) % 10
            carry = kept[index] == 0 ? 1 : 0
        }
        if carry > 0 { kept = [1] + kept.dropLast() }
        while kept.count > 1, kept.last == 0 { kept.removeLast() }
        return (kept.map(String.init).joined(), carry)
    }
}
