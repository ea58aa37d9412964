/// A decimal number of any length, compared exactly: `0.10` equals `0.1`, and `1e-30` is no rounding matter.
package struct DecimalNumber: Sendable, Hashable, Comparable {
    private var isNegative: Bool
    /// Without leading zeros.
    private var whole: [UInt8]
    /// Without trailing zeros.
    private var fraction: [UInt8]

    /// - Parameter text: an optional sign, digits, and optionally a dot with digits; nil where it is anything else.
    package init?(_ text: some StringProtocol) {
        var bytes = Array(text.utf8)[...]
        isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
        let dot = bytes.firstIndex(of: UInt8(ascii: "."))
        let digits = bytes[..<(dot ?? bytes.endIndex)]
        let rest = dot.map { bytes[($0 + 1)...] } ?? []
        let isDigit = { (byte: UInt8) in byte &- 48 < 10 }
        guard !digits.isEmpty, digits.allSatisfy(isDigit), rest.allSatisfy(isDigit), dot == nil || !rest.isEmpty else {
            return nil
        }
        whole = Array(digits.drop { $0 == 48 })
        fraction = Array(rest)
        while fraction.last == 48 { fraction.removeLast() }
        if whole.isEmpty && fraction.isEmpty { isNegative = false }
    }

    package static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        let (small, large) = left.isNegative ? (right, left) : (left, right)
        if small.whole.count != large.whole.count { return small.whole.count < large.whole.count }
        if small.whole != large.whole { return small.whole.lexicographicallyPrecedes(large.whole) }
        return small.fraction.lexicographicallyPrecedes(large.fraction)
    }

    /// As it is written in an expression after the `#`.
    package var text: String {
        let digits = whole.isEmpty ? [48] : whole
        let all = (isNegative ? [UInt8(ascii: "-")] : []) + digits + (fraction.isEmpty ? [] : [46]) + fraction
        return String(decoding: all, as: UTF8.self)
    }
}
