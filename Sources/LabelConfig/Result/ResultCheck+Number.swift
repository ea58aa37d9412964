import JSON

extension ResultCheck {
    /// A finite number in a range, or nil and a note.
    @discardableResult
    mutating func number(_ value: JSONValue?, _ path: String, in range: ClosedRange<Double>? = nil) -> Double? {
        guard let value else {
            note(path, .missing)
            return nil
        }
        guard let number = value.double else {
            note(path, .notA(.number))
            return nil
        }
        guard number.isFinite else {
            note(path, .notFinite)
            return nil
        }
        if let range, !range.contains(number) {
            note(path, .outOfRange(low: range.lowerBound, high: range.upperBound))
            return nil
        }
        return number
    }

    /// A whole number of at least `least`, or nil and a note.
    @discardableResult
    mutating func whole(_ value: JSONValue?, _ path: String, least: Int = 0) -> Int? {
        guard let number = number(value, path) else { return nil }
        guard let whole = Int(exactly: number) else {
            note(path, .notWhole)
            return nil
        }
        guard whole >= least else {
            note(path, .outOfRange(low: Double(least), high: Double(Int32.max)))
            return nil
        }
        return whole
    }
}
