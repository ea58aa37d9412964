/// `effectiveTime >= "20210131"`
package struct TimeFilter: Sendable, Hashable {
    package var comparison: Comparison
    /// YYYYMMDD; 0 for `""`, which stands for what is not published yet.
    package var days: [UInt32]

    /// - Parameter day: YYYYMMDD, 0 where it is not published.
    package func matches(_ day: UInt32) -> Bool {
        switch comparison {
        case .equal: days.contains(day)
        case .notEqual: !days.contains(day)
        default:
            day != 0
                && days.contains {
                    $0 != 0 && comparison.holds(day < $0 ? -1 : day == $0 ? 0 : 1)
                }
        }
    }
}
