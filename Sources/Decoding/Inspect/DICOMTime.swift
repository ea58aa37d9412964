/// Dates and times of DICOM (PS3.5 §6.2) in the forms that the server uses.
enum DICOMTime {
    /// `20240131` and the old `2024.01.31` as `2024-01-31`.
    static func date(_ text: String) -> String? {
        let digits = Array(text.utf8.filter { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") })
        guard digits.count >= 8, let parts = numbers(digits[..<8], [4, 2, 2]), (1...12).contains(parts[1]),
            (1...31).contains(parts[2])
        else { return nil }
        return padded(parts[0], 4) + "-" + padded(parts[1], 2) + "-" + padded(parts[2], 2)
    }

    /// `141530.25` as `14:15:30`.
    static func clock(_ text: String) -> String? {
        guard let seconds = seconds(text) else { return nil }
        let whole = Int(seconds)
        return [whole / 3600, whole / 60 % 60, whole % 60].map { padded($0, 2) }.joined(separator: ":")
    }

    /// Seconds since midnight; minutes and seconds may be missing.
    static func seconds(_ text: String) -> Double? {
        let text = text.filter { $0 != ":" }
        let whole = Array(text.prefix { $0 != "." }.utf8)
        guard whole.count >= 2, whole.count <= 6, whole.count % 2 == 0,
            let parts = numbers(whole[...], Array(repeating: 2, count: whole.count / 2)), parts[0] < 24
        else { return nil }
        let fraction = text.contains(".") ? Double("0." + text.drop { $0 != "." }.dropFirst().prefix(6)) ?? 0 : 0
        return Double(parts[0] * 3600) + Double(parts.count > 1 ? parts[1] * 60 : 0)
            + Double(parts.count > 2 ? parts[2] : 0) + fraction
    }

    /// Days since 1970 of a date (PS3.5 DA), for differences.
    static func day(_ text: String) -> Int? {
        guard let date = date(text) else { return nil }
        let parts = date.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        // Days from civil, counting years from March.
        let year = parts[1] <= 2 ? parts[0] - 1 : parts[0]
        let era = (year >= 0 ? year : year - 399) / 400
        let ofEra = year - era * 400
        let ofYear = (153 * (parts[1] + (parts[1] > 2 ? -3 : 9)) + 2) / 5 + parts[2] - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    /// Seconds since 1970 of a date and time (PS3.5 DT); its offset from UTC is left out, as all times of a file share it.
    static func moment(_ text: String) -> Double? {
        guard text.utf8.count >= 8, let day = day(String(text.prefix(8))) else { return nil }
        let rest = text.dropFirst(8).prefix { $0 != "+" && $0 != "-" }
        return Double(day) * 86_400 + (rest.isEmpty ? 0 : seconds(String(rest)) ?? 0)
    }

    private static func numbers(_ digits: ArraySlice<UInt8>, _ widths: [Int]) -> [Int]? {
        var next = digits.startIndex
        var numbers: [Int] = []
        for width in widths {
            guard let number = Int(String(decoding: digits[next..<next + width], as: UTF8.self)), number >= 0 else {
                return nil
            }
            numbers.append(number)
            next += width
        }
        return numbers
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
