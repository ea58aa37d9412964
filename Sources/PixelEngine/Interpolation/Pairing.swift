/// Which parts of one slice become which parts of another.
struct Pairing {
    struct Pair {
        let group: Int32
        /// Around its parts in either slice; empty if it has none there.
        let lower: Box
        let upper: Box
        /// From the centre below to the centre above, in voxels; zero where parts overlap.
        let shift: (i: Int, j: Int, k: Int)
    }

    private(set) var pairs: [Pair] = []
    /// The group of every cell of the two slices; −1 where there is nothing.
    private(set) var lower: [Int32]
    private(set) var upper: [Int32]

    /// The slices have the same number of cells, one above the other.
    init(_ below: borrowing Field<UInt8>, _ above: borrowing Field<UInt8>, grid: Grid) {
        let low = Components(of: below, connectivity: .corners)
        let high = Components(of: above, connectivity: .corners)
        lower = Pairing.spread(low, below.cells.count, from: 0)
        upper = Pairing.spread(high, above.cells.count, from: low.count)
        var forest = Forest(low.count &+ high.count)
        for cell in 0..<lower.count where lower[cell] >= 0 && upper[cell] >= 0 {
            forest.join(Int(lower[cell]), Int(upper[cell]))
        }
        for cell in 0..<lower.count where lower[cell] >= 0 {
            lower[cell] = Int32(truncatingIfNeeded: forest.root(Int(lower[cell])))
        }
        for cell in 0..<upper.count where upper[cell] >= 0 {
            upper[cell] = Int32(truncatingIfNeeded: forest.root(Int(upper[cell])))
        }
        let total = low.count &+ high.count
        let belowParts = Pairing.measure(below, lower, total, grid)
        let aboveParts = Pairing.measure(above, upper, total, grid)
        var aloneBelow: [Int] = []
        var aloneAbove: [Int] = []
        for group in 0..<total {
            let (here, there) = (belowParts[group], aboveParts[group])
            if here.count > 0 && there.count > 0 {
                pairs.append(
                    Pair(
                        group: Int32(truncatingIfNeeded: group), lower: here.box, upper: there.box, shift: (0, 0, 0)))
            } else if here.count > 0 {
                aloneBelow.append(group)
            } else if there.count > 0 {
                aloneAbove.append(group)
            }
        }
        let only = pairs.isEmpty && aloneBelow.count == 1 && aloneAbove.count == 1
        match(&aloneBelow, &aloneAbove, belowParts, aboveParts, grid, always: only)
        for group in aloneBelow {
            pairs.append(
                Pair(
                    group: Int32(truncatingIfNeeded: group), lower: belowParts[group].box, upper: .none,
                    shift: (0, 0, 0)))
        }
        for group in aloneAbove {
            pairs.append(
                Pair(
                    group: Int32(truncatingIfNeeded: group), lower: .none, upper: aboveParts[group].box,
                    shift: (0, 0, 0)))
        }
    }

    /// Pairs lonely parts, nearest first. Beyond so many comparisons they all taper: nobody draws that many by hand.
    private static let mostComparisons = 65_536

    private mutating func match(
        _ below: inout [Int], _ above: inout [Int], _ low: [Part], _ high: [Part], _ grid: Grid, always: Bool
    ) {
        guard below.count > 0, above.count > 0, below.count <= Pairing.mostComparisons / above.count else { return }
        var candidates: [(distance: Double, a: Int, b: Int)] = []
        for a in below {
            for b in above {
                let distance = low[a].distance(to: high[b], grid)
                // Farther apart than both are wide, they are different things.
                if always || distance <= low[a].width(grid) + high[b].width(grid) {
                    candidates.append((distance, a, b))
                }
            }
        }
        candidates.sort { $0.distance != $1.distance ? $0.distance < $1.distance : ($0.a, $0.b) < ($1.a, $1.b) }
        for (_, a, b) in candidates {
            guard let first = below.firstIndex(of: a), let second = above.firstIndex(of: b) else { continue }
            below.remove(at: first)
            above.remove(at: second)
            let group = Int32(truncatingIfNeeded: a)
            for cell in 0..<upper.count where upper[cell] == Int32(truncatingIfNeeded: b) { upper[cell] = group }
            pairs.append(
                Pair(group: group, lower: low[a].box, upper: high[b].box, shift: low[a].shift(to: high[b])))
        }
    }

    private static func spread(_ parts: Components, _ count: Int, from first: Int) -> [Int32] {
        var map = [Int32](repeating: -1, count: count)
        for (index, run) in parts.runs.enumerated() {
            for cell in run.start..<run.end {
                map[Int(cell)] = parts.part[index] &+ Int32(truncatingIfNeeded: first)
            }
        }
        return map
    }

    /// Place and size of a group in one slice.
    struct Part {
        var count: Int64 = 0
        var sumI: Int64 = 0
        var sumJ: Int64 = 0
        var sumK: Int64 = 0
        var box = Box.none

        private func centre(_ sum: Int64) -> Double { Double(sum) / Double(max(1, count)) }

        func distance(to other: Part, _ grid: Grid) -> Double {
            // Along the axis both sums are those of their slice: a constant for all candidates.
            let x = (other.centre(other.sumI) - centre(sumI)) * grid.spacingX
            let y = (other.centre(other.sumJ) - centre(sumJ)) * grid.spacingY
            let z = (other.centre(other.sumK) - centre(sumK)) * grid.spacingZ
            return (x * x + y * y + z * z).squareRoot()
        }

        /// The longest side of its box, in millimetres.
        func width(_ grid: Grid) -> Double {
            max(
                Double(box.endI &- box.minI) * grid.spacingX,
                max(
                    Double(box.endJ &- box.minJ) * grid.spacingY, Double(box.endK &- box.minK) * grid.spacingZ))
        }

        func shift(to other: Part) -> (i: Int, j: Int, k: Int) {
            (
                whole(other.centre(other.sumI) - centre(sumI)), whole(other.centre(other.sumJ) - centre(sumJ)),
                whole(other.centre(other.sumK) - centre(sumK))
            )
        }

        private func whole(_ value: Double) -> Int { Int((value + 0.5).rounded(.down)) }
    }

    private static func measure(
        _ slice: borrowing Field<UInt8>, _ groups: [Int32], _ count: Int, _ grid: Grid
    ) -> [Part] {
        var parts = [Part](repeating: Part(), count: count)
        var cell = 0
        for k in slice.box.minK..<slice.box.endK {
            for j in slice.box.minJ..<slice.box.endJ {
                for i in slice.box.minI..<slice.box.endI {
                    if groups[cell] >= 0 {
                        let group = Int(groups[cell])
                        parts[group].count &+= 1
                        parts[group].sumI &+= Int64(i)
                        parts[group].sumJ &+= Int64(j)
                        parts[group].sumK &+= Int64(k)
                        parts[group].box.include(i, j, k)
                    }
                    cell &+= 1
                }
            }
        }
        return parts
    }
}
