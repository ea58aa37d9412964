/// A region offered for one click, found by a threshold that fits the place.
package enum RegionProposal {
    /// How the threshold is chosen.
    package enum Rule: Sendable {
        /// This share, in thousandths, of the highest intensity around the click: the isocontour of PET. Intensities count from `zero`, the stored value of nothing.
        case isocontour(thousandths: Int32, zero: Int32)
        /// Between the two classes of intensities around the click (Otsu); the class of the click wins.
        case classes
    }

    /// Marks the connected region around the seed in the field. Answers its voxels and the range of intensities it was grown by.
    ///
    /// - Parameter around: where the threshold is taken from.
    package static func grow(
        _ grid: Grid, _ intensities: UnsafeBufferPointer<Int16>, from seed: (i: Int, j: Int, k: Int), around: Box,
        _ rule: Rule, connectivity: Connectivity, into field: borrowing Field<UInt8>
    ) -> (voxels: Int, low: Int32, high: Int32) {
        let box = around.clipped(to: grid)
        guard intensities.count >= grid.count, grid.contains(seed.i, seed.j, seed.k), !box.isEmpty else {
            return (0, 0, 0)
        }
        var statistics = IntensityStatistics()
        for k in box.minK..<box.endK {
            for j in box.minJ..<box.endJ {
                for i in box.minI..<box.endI { statistics.add(intensities[grid.index(i, j, k)]) }
            }
        }
        let own = Int32(intensities[grid.index(seed.i, seed.j, seed.k)])
        var (low, high) = (Int32(Int16.min), Int32(Int16.max))
        switch rule {
        case .isocontour(let thousandths, let zero):
            let span = Int64(statistics.maximum) &- Int64(zero)
            // Rounded up: what is grown has at least that share.
            let share = span &* Int64(max(0, min(1000, thousandths)))
            low = Int32(clamping: Int64(zero) &+ (share &+ (share > 0 ? 999 : 0)) / 1000)
        case .classes:
            let threshold = statistics.otsuThreshold
            if own >= threshold { low = threshold } else { high = threshold &- 1 }
        }
        let voxels = FloodFill.grow(
            grid, from: seed, where: IntensityRange(intensities, low, high), connectivity: connectivity, into: field)
        return (voxels, low, high)
    }

    /// The region around the seed within a box, as the parameters of a record of kind `accept`.
    package static func record(
        _ grid: Grid, _ intensities: UnsafeBufferPointer<Int16>, from seed: (i: Int, j: Int, k: Int), around: Box,
        _ rule: Rule, connectivity: Connectivity
    ) -> (voxels: Int, low: Int32, high: Int32, parameters: [Int32]) {
        let field = Field<UInt8>(around.clipped(to: grid), filledWith: 0)
        let found = grow(grid, intensities, from: seed, around: around, rule, connectivity: connectivity, into: field)
        return (found.voxels, found.low, found.high, LoadRecord.parameters(of: field, in: grid))
    }
}
