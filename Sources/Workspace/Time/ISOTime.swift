/// Instants as ISO 8601 text with microseconds, `2026-11-23T17:08:55.012684Z`, as Label Studio writes them.
package enum ISOTime {
    /// The text of an instant given in microseconds since 1970 UTC.
    package static func text(_ microseconds: Int) -> String {
        let (second, micro) = floorDivide(microseconds, 1_000_000)
        let (day, secondOfDay) = floorDivide(second, 86400)
        let (year, month, dayOfMonth) = civil(day)
        var text = [UInt8]()
        text.reserveCapacity(27)
        append(year, 4, to: &text)
        text.append(UInt8(ascii: "-"))
        append(month, 2, to: &text)
        text.append(UInt8(ascii: "-"))
        append(dayOfMonth, 2, to: &text)
        text.append(UInt8(ascii: "T"))
        append(secondOfDay / 3600, 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(secondOfDay / 60 % 60, 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(secondOfDay % 60, 2, to: &text)
        text.append(UInt8(ascii: "."))
        append(micro, 6, to: &text)
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    /// The text of an instant, or nil.
    package static func text(_ microseconds: Int?) -> String? { microseconds.map { text($0) } }

    /// The microseconds since 1970 UTC that a text names: a date alone or with a time, with `Z`, an offset or
    /// nothing (UTC), with any number of digits after the point.
    package static func microseconds(_ text: String) -> Int? {
        var scanner = Scanner(text.utf8)
        guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2), scanner.take("-"),
            let day = scanner.number(2), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var seconds = days(year, month, day) * 86400
        var micro = 0
        if !scanner.isAtEnd {
            guard scanner.take("T") || scanner.take("t") || scanner.take(" "), let hour = scanner.number(2),
                scanner.take(":"), let minute = scanner.number(2), hour < 25, minute < 60
            else { return nil }
            seconds += hour * 3600 + minute * 60
            if scanner.take(":") {
                guard let second = scanner.number(2), second < 61 else { return nil }
                seconds += second
            }
            if scanner.take(".") || scanner.take(",") {
                guard let fraction = scanner.fraction() else { return nil }
                micro = fraction
            }
            if scanner.take("Z") || scanner.take("z") {
            } else if let sign = scanner.sign() {
                guard let hour = scanner.number(2) else { return nil }
                _ = scanner.take(":")
                seconds -= sign * (hour * 3600 + (scanner.number(2) ?? 0) * 60)
            }
        }
        return scanner.isAtEnd ? seconds * 1_000_000 + micro : nil
    }

    /// How long ago an instant was, in one unit or two with non-breaking spaces: `3 minutes`, `1 day, 2 hours`.
    package static func ago(_ microseconds: Int, now: Int) -> String {
        let minutes = max(0, (now - microseconds) / 60_000_000)
        let units = [
            ("year", 525_600), ("month", 43_200), ("week", 10_080), ("day", 1440), ("hour", 60), ("minute", 1),
        ]
        guard let first = units.firstIndex(where: { minutes >= $0.1 }) else { return "0\u{A0}minutes" }
        func part(_ count: Int, _ unit: String) -> String { "\(count)\u{A0}\(unit)\(count == 1 ? "" : "s")" }
        let count = minutes / units[first].1
        var result = part(count, units[first].0)
        if first + 1 < units.count {
            let rest = (minutes - count * units[first].1) / units[first + 1].1
            if rest > 0 { result += ", " + part(rest, units[first + 1].0) }
        }
        return result
    }

    private static func floorDivide(_ value: Int, _ divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private static func append(_ value: Int, _ digits: Int, to text: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            text.append(UInt8(ascii: "0") + UInt8(abs(value) / divisor % 10))
            divisor /= 10
        }
    }

    /// The date of a day counted from 1970, by 400-year eras that start in March.
    private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = floorDivide(day + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let (era, yearOfEra) = floorDivide(month <= 2 ? year - 1 : year, 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Reads fixed numbers of digits from ASCII text.
    private struct Scanner {
        private var rest: Substring.UTF8View

        init(_ text: String.UTF8View) { rest = text[...] }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func take(_ byte: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: byte) else { return false }
            rest.removeFirst()
            return true
        }

        mutating func sign() -> Int? {
            if take("+") { 1 } else if take("-") { -1 } else { nil }
        }

        mutating func number(_ digits: Int) -> Int? {
            let text = rest.prefix(digits)
            guard text.count == digits, text.allSatisfy({ (48...57).contains($0) }) else { return nil }
            rest.removeFirst(digits)
            return text.reduce(0) { $0 * 10 + Int($1 - 48) }
        }

        /// Digits after the point, in millionths.
        mutating func fraction() -> Int? {
            let digits = rest.prefix { (48...57).contains($0) }
            guard !digits.isEmpty else { return nil }
            rest.removeFirst(digits.count)
            let six = digits.prefix(6).reduce(0) { $0 * 10 + Int($1 - 48) }
            return (min(digits.count, 6)..<6).reduce(six) { value, _ in value * 10 }
        }
    }
}
