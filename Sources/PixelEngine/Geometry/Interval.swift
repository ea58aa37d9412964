/// The real numbers from `low` to `high`; none if low is above high.
struct Interval {
    var low: Double
    var high: Double

    static let none = Interval(low: .infinity, high: -.infinity)
    static let all = Interval(low: -.infinity, high: .infinity)

    var isEmpty: Bool { !(low <= high) }

    func intersection(_ other: Interval) -> Interval {
        Interval(low: max(low, other.low), high: min(high, other.high))
    }

    /// The smallest interval that holds both.
    func hull(_ other: Interval) -> Interval {
        if isEmpty { return other }
        if other.isEmpty { return self }
        return Interval(low: min(low, other.low), high: max(high, other.high))
    }

    /// Where a · t² + 2 · b · t + c ≤ 0, for a ≥ 0.
    static func quadratic(_ a: Double, _ b: Double, _ c: Double) -> Interval {
        if a <= 1e-12 { return c <= 0 ? .all : .none }
        let discriminant = b * b - a * c
        guard discriminant >= 0 else { return .none }
        let root = discriminant.squareRoot()
        return Interval(low: (-b - root) / a, high: (root - b) / a)
    }

    /// Where low ≤ start + step · t < high; the upper bound comes out a hair lower than the real one.
    static func linear(_ start: Double, _ step: Double, from low: Double, to high: Double) -> Interval {
        if abs(step) <= 1e-12 { return start >= low && start < high ? .all : .none }
        let first = (low - start) / step
        let last = (high - start) / step
        return step > 0 ? Interval(low: first, high: last.nextDown) : Interval(low: last.nextUp, high: first)
    }
}
