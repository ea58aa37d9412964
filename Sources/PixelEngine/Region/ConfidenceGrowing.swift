/// Region growing whose range of intensities follows the region: mean ± a multiple of its standard deviation.
///
/// Adams and Bischof, “Seeded region growing”, IEEE PAMI 16:641 (1994), in the confidence-connected form: the range is first taken from the neighbourhood of the
/// seed, then a few times from what it reached. It ends early when the range stays the same.
package enum ConfidenceGrowing {
    package struct Parameters: Sendable {
        /// Voxels around the seed whose intensities make the first range, as a box of (2 · radius + 1) a side.
        package var radius = 1
        /// Standard deviations on either side of the mean.
        package var factor = 2.5
        /// Times the range is taken anew; at most 32.
        package var rounds = 4
        package var connectivity = Connectivity.faces
        package init() {}
    }

    /// Marks the region in the field. Answers the voxels it has and the range it ended with.
    package static func grow(
        _ grid: Grid, _ intensities: UnsafeBufferPointer<Int16>, from seed: (i: Int, j: Int, k: Int), _ how: Parameters,
        into field: borrowing Field<UInt8>
    ) -> (voxels: Int, low: Int32, high: Int32) {
        let box = field.box
        guard box.clipped(to: grid) == box, intensities.count >= grid.count, box.contains(seed.i, seed.j, seed.k)
        else { return (0, 0, 0) }
        let own = Int32(intensities[grid.index(seed.i, seed.j, seed.k)])
        let radius = max(0, min(64, how.radius))
        let around = Box(
            minI: seed.i &- radius, minJ: seed.j &- radius, minK: seed.k &- radius,
            endI: seed.i &+ radius &+ 1, endJ: seed.j &+ radius &+ 1, endK: seed.k &+ radius &+ 1
        ).intersection(box)
        var moments = Moments()
        for k in around.minK..<around.endK {
            for j in around.minJ..<around.endJ {
                for i in around.minI..<around.endI { moments.add(intensities[grid.index(i, j, k)]) }
            }
        }
        var range = moments.range(how.factor, containing: own)
        var voxels = 0
        for turn in 0...max(0, min(32, how.rounds)) {
            if turn > 0 {
                let next = taken(grid, intensities, field).range(how.factor, containing: own)
                if next == range { break }
                range = next
                field.cells.update(repeating: 0)
            }
            voxels = FloodFill.grow(
                grid, from: seed, where: IntensityRange(intensities, range.low, range.high),
                connectivity: how.connectivity, into: field)
        }
        return (voxels, range.low, range.high)
    }

    private static func taken(
        _ grid: Grid, _ intensities: UnsafeBufferPointer<Int16>, _ field: borrowing Field<UInt8>
    ) -> Moments {
        var moments = Moments()
        let marks = UnsafeBufferPointer(field.cells)
        let box = field.box
        for k in box.minK..<box.endK {
            for j in box.minJ..<box.endJ {
                let start = field.index(box.minI, j, k)
                let end = start &+ field.columns
                guard let first = Extent.first(1, marks, start, end) else { continue }
                let shift = grid.index(box.minI, j, k) &- start
                for cell in first..<end where marks[cell] != 0 { moments.add(intensities[cell &+ shift]) }
            }
        }
        return moments
    }
}

/// Sums of intensities, exact, so that native code and WebAssembly agree whatever the order.
struct Moments {
    private(set) var count: Int64 = 0
    private(set) var sum: Int64 = 0
    private(set) var squares: Int64 = 0

    @inline(__always) mutating func add(_ value: Int16) {
        count &+= 1
        sum &+= Int64(value)
        squares &+= Int64(value) &* Int64(value)
    }

    var mean: Double { count > 0 ? Double(sum) / Double(count) : 0 }

    /// Of a sample: divided by n − 1. Zero for fewer than two.
    var standardDeviation: Double {
        guard count > 1 else { return 0 }
        let spread = Double(squares) - Double(sum) * mean
        return (max(0, spread) / Double(count &- 1)).squareRoot()
    }

    /// Mean ± so many standard deviations, widened to hold `value`.
    func range(_ factor: Double, containing value: Int32) -> (low: Int32, high: Int32) {
        // A million deviations of 16-bit values are far within Int64.
        let reach = standardDeviation * max(0, min(1e6, factor))
        let low = Int32(clamping: Int64((mean - reach).rounded(.up)))
        let high = Int32(clamping: Int64((mean + reach).rounded(.down)))
        return (min(low, value), max(high, value))
    }
}
