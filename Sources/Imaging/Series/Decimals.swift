/// Numbers in messages.
enum Decimals {
    /// Up to four digits behind the point, none that say nothing; very small numbers keep their meaning.
    static func text(_ number: Double) -> String {
        guard number.isFinite else { return "\(number)" }
        if number != 0, number.magnitude < 0.001 || number.magnitude >= 1e9 { return "\(number)" }
        let rounded = (number * 10_000).rounded() / 10_000
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
