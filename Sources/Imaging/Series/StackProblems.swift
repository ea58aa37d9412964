/// What can be wrong with the places of slices.
enum StackProblems {
    /// How evenly slices lie.
    struct Gaps {
        /// Millimetres from slice to slice: the mean of even ones, else the median.
        var spacing: Double
        var isRegular: Bool
        var problem: SeriesProblem?
    }

    /// Judges increasing positions of two slices or more.
    static func gaps(_ positions: [Double]) -> Gaps {
        let gaps = zip(positions.dropFirst(), positions).map(-)
        let mean = ((positions.last ?? 0) - (positions.first ?? 0)) / Double(max(1, gaps.count))
        // Positions are often rounded to a tenth of a millimetre. A slice that lies a twentieth of a gap off is not seen.
        let tolerance = max(0.01, mean * 0.05)
        let isEven = positions.indices.allSatisfy { index in
            (positions[index] - positions[0] - Double(index) * mean).magnitude <= tolerance
        }
        if isEven { return Gaps(spacing: mean, isRegular: true) }
        let sorted = gaps.sorted()
        let median = sorted[sorted.count / 2]
        let multiples = gaps.map { ($0 / median).rounded() }
        let areMultiples = zip(gaps, multiples).allSatisfy { ($0 - $1 * median).magnitude <= max(0.01, median * 0.1) }
        if areMultiples, multiples.allSatisfy({ $0 >= 1 }) {
            let missing = multiples.reduce(0) { $0 + $1 - 1 }
            let before = multiples.indices.filter { multiples[$0] > 1 }
            return Gaps(
                spacing: median,
                isRegular: false,
                problem: SeriesProblem(
                    kind: .missingSlices,
                    message: "\(Decimals.text(missing)) slices are missing: gaps are up to "
                        + "\(Decimals.text(sorted.last ?? 0)) mm where \(Decimals.text(median)) mm is usual",
                    frames: before.flatMap { [$0, $0 + 1] }
                )
            )
        }
        return Gaps(
            spacing: median,
            isRegular: false,
            problem: SeriesProblem(
                kind: .irregularSpacing,
                message:
                    "slices lie \(Decimals.text(sorted.first ?? 0)) to \(Decimals.text(sorted.last ?? 0)) mm apart",
                frames: gaps.indices.filter { (gaps[$0] - median).magnitude > max(0.01, median * 0.05) }.map { $0 + 1 }
            )
        )
    }

    /// Slices that are moved against each other.
    static func tilt(_ shear: PlaneSpacing, gap: Double) -> SeriesProblem {
        let shift = (shear.x * shear.x + shear.y * shear.y).squareRoot()
        return SeriesProblem(
            kind: .gantryTilt,
            message:
                "each slice is moved by \(Decimals.text(shift)) mm in its plane for \(Decimals.text(gap)) mm of depth "
                + "(a tilted gantry): the slices are no upright lattice"
        )
    }
}
