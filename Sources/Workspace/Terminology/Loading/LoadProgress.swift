package import Terminology

/// How far a release is, and how long it will take.
package enum LoadProgress {
    /// The part of the whole time that each step takes, as measured on the largest release.
    private static let shares: [ImportStep: Double] = [
        .unpacking: 0.02, .concepts: 0.05, .relationships: 0.16, .descriptions: 0.25, .referenceSets: 0.17,
        .hierarchy: 0.08, .terms: 0.17, .writing: 0.06, .checking: 0.04,
    ]

    /// The part of the work that is done, from 0 to 1.
    package static func fraction(_ step: ImportStep, done: Int, whole: Int) -> Double {
        var sum = 0.0
        for one in ImportStep.allCases {
            if one == step { return sum + (shares[one] ?? 0) * (whole > 0 ? min(1, Double(done) / Double(whole)) : 0) }
            sum += shares[one] ?? 0
        }
        return sum
    }

    /// Seconds that are left; nil while nothing can be said.
    package static func secondsLeft(_ step: ImportStep, done: Int, whole: Int, after seconds: Double) -> Int? {
        let fraction = fraction(step, done: done, whole: whole)
        guard fraction > 0.03, seconds > 0.5 else { return nil }
        return Int((seconds / fraction * (1 - fraction)).rounded(.up))
    }
}
