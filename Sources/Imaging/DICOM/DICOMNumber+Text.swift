extension DICOMNumber {
    /// A number as a decimal string: the shortest text that reads back as the same number, or else, since there is room
    /// for 16 characters only (PS3.5 §6.2), the nearest one that fits.
    package static func text(_ number: Double) -> String {
        guard number.isFinite else { return "0" }
        if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
        let shortest = "\(number)"
        if shortest.utf8.count <= 16 { return shortest }
        let (digits, exponent) = decimalDigits(of: shortest)
        let sign = number < 0 ? "-" : ""
        // The plain form while it keeps more digits than the one with an exponent.
        if (-4...14).contains(exponent) {
            let lead = exponent >= 0 ? exponent + 1 : 1
            let room = 16 - sign.utf8.count - lead - 1
            let fraction = exponent >= 0 ? room : room + exponent + 1
            let (rounded, carry) = round(digits, keeping: (exponent >= 0 ? lead : 0) + fraction)
            let shifted = exponent + carry
            let zeros = shifted < 0 ? String(repeating: "0", count: -shifted - 1) : ""
            let whole = shifted < 0 ? "0" : String(rounded.prefix(shifted + 1))
            let rest = shifted < 0 ? zeros + rounded : String(rounded.dropFirst(shifted + 1))
            return sign + whole + (rest.isEmpty ? "" : "." + rest.prefix(16 - sign.utf8.count - whole.utf8.count - 1))
        }
        let tail = "e\(exponent)"
        let (rounded, carry) = round(digits, keeping: 16 - sign.utf8.count - tail.utf8.count - 2)
        return sign + rounded.prefix(1) + "." + rounded.dropFirst() + "e\(exponent + carry)"
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
        guard let next = digits.dropFirst(count).first?.wholeNumberValue, next >= 5 else {
            return (kept.map(String.init).joined(), 0)
        }
        var index = kept.count - 1
        while index >= 0, kept[index] == 9 {
            kept[index] = 0
            index -= 1
        }
        if index >= 0 {
            kept[index] += 1
            return (kept.map(String.init).joined(), 0)
        }
        return ("1" + kept.dropLast().map(String.init).joined(), 1)
    }
}
