/// Gives the days of a release short numbers: 25 years of releases have a few hundred days, so that a byte or two do.
struct DayTable: Sendable {
    private(set) var days: [UInt32] = [0]
    /// By year, month and day: the number + 1. Days that are none go through `others`.
    private var slots = [UInt32](repeating: 0, count: 1 << 17)
    private var others: [UInt32: UInt32] = [:]

    /// The number of a day, given when it is first met.
    @inline(__always)
    mutating func number(_ day: UInt32) -> UInt32 {
        if day == 0 { return 0 }
        let slot = Int(day / 10_000 & 0xFF) << 9 | Int(day / 100 % 100 & 15) << 5 | Int(day % 100 & 31)
        let known = slots[slot]
        if known != 0, days[Int(known - 1)] == day { return known - 1 }
        return numberOfNew(day, slot)
    }

    private mutating func numberOfNew(_ day: UInt32, _ slot: Int) -> UInt32 {
        if slots[slot] != 0 {
            if let number = others[day] { return number }
            others[day] = UInt32(days.count)
        } else {
            slots[slot] = UInt32(days.count + 1)
        }
        days.append(day)
        return UInt32(days.count - 1)
    }

    /// The numbers of many days, rearranged: element `i` is of row `rows[i]`.
    mutating func numbers(_ column: [UInt32], rows: [UInt32]) -> [UInt32] {
        if column.isEmpty { return [UInt32](repeating: 0, count: rows.count) }
        var numbers = [UInt32](repeating: 0, count: rows.count)
        for at in 0..<rows.count { numbers[at] = number(column[Int(rows[at])]) }
        return numbers
    }
}
