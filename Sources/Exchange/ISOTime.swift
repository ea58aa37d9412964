/// Instants as the exchange formats write them: microseconds since 1970 UTC ⇄ ISO 8601 text.
package enum ISOTime {
    /// The instant as `2026-11-23T17:58:06.790017Z`.
    package static func text(_ microseconds: Int64) -> String {
        let (days, rest) = microseconds.flooredQuotient(86_400_000_000)
        let date = civil(days)
        let seconds = rest / 1_000_000
        return pad(date.year, 4) + "-" + pad(date.month, 2) + "-" + pad(date.day, 2)
            + "T" + pad(seconds / 3600, 2) + ":" + pad(seconds / 60 % 60, 2) + ":" + pad(seconds % 60, 2)
            + "." + pad(rest % 1_000_000, 6) + "Z"
    }

    /// Reads a date, or a date and time with an optional fraction and offset; no offset means UTC.
    package static func microseconds(_ text: String) -> Int64? {
        var digits = Digits(Array(text.utf8))
        guard let year = digits.number(4), digits.take("-"), let month = digits.number(2), digits.take("-"),
            let day = digits.number(2), (1...12).contains(month), day >= 1,
            day <= monthLength(month, of: year)
        else { return nil }
        var result = days(year, month, day) * 86_400_000_000
        if digits.isAtEnd { return result }
        guard digits.take("T") || digits.take(" "), let hour = digits.number(2), digits.take(":"),
            let minute = digits.number(2), hour < 24, minute < 60
        else { return nil }
        result += (hour * 60 + minute) * 60_000_000
        if digits.take(":") {
            guard let second = digits.number(2), second < 60 else { return nil }
            result += second * 1_000_000
            if digits.take(".") {
                guard let fraction = digits.fraction() else { return nil }
                result += fraction
            }
        }
        if digits.isAtEnd || digits.take("Z") { return digits.isAtEnd ? result : nil }
        let sign: Int64
        if digits.take("+") { sign = -1 } else if digits.take("-") { sign = 1 } else { return nil }
        guard let hours = digits.number(2) else { return nil }
        _ = digits.take(":")
        guard let minutes = digits.isAtEnd ? 0 : digits.number(2), digits.isAtEnd, hours < 24, minutes < 60 else {
            return nil
        }
        return result + sign * (hours * 60 + minutes) * 60_000_000
    }

    /// Days since 1970-01-01 of a date of the proleptic Gregorian calendar, counted in years that begin in March.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let march = (month + 9) % 12
        let year = month <= 2 ? year - 1 : year
        let leaps =
            year.flooredQuotient(4).quotient - year.flooredQuotient(100).quotient
            + year.flooredQuotient(400).quotient
        // 719 468 days lie between 0000-03-01 and 1970-01-01.
        return year * 365 + leaps + (march * 153 + 2) / 5 + day - 1 - 719_468
    }

    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        // 146 097 days are 400 years.
        let (era, day) = (days + 719_468).flooredQuotient(146_097)
        let yearOfEra = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1)
    }

    private static func monthLength(_ month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func pad(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    private struct Digits {
        let bytes: [UInt8]
        var index = 0
        init(_ bytes: [UInt8]) { self.bytes = bytes }
        var isAtEnd: Bool { index == bytes.count }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
            index += 1
            return true
        }

        mutating func number(_ width: Int) -> Int64? {
            guard index + width <= bytes.count else { return nil }
            var value: Int64 = 0
            for byte in bytes[index..<index + width] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            index += width
            return value
        }

        /// The digits after the point, in microseconds; those beyond the sixth are cut off.
        mutating func fraction() -> Int64? {
            let start = index
            var value: Int64 = 0
            while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
                if index - start < 6 { value = value * 10 + Int64(bytes[index] - 0x30) }
                index += 1
            }
            guard index > start else { return nil }
            for _ in min(6, index - start)..<6 { value *= 10 }
            return value
        }
    }
}

extension Int64 {
    fileprivate func flooredQuotient(_ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
