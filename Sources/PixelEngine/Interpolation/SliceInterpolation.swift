/// Fills the slices between drawn ones by blending the signed distances of the two (Raya and Udupa, IEEE TMI 9:32, 1990).
///
/// Distances alone lose what does not overlap from one drawn slice to the next. So parts are paired first: parts that overlap, directly or
/// through others, blend together (so they may split and merge); of the rest, the nearest pairs are blended on the way from one
/// centre to the other (Herman, Zheng, Bucholtz, IEEE CG&A 12(3):69, 1992); what has no partner tapers to nothing.
package enum SliceInterpolation {
    /// Writes the label into the gaps between the slices across `axis` that carry it, from slice `first` to slice `last`.
    /// Answers the box of what it may have written.
    package static func fill(
        _ grid: Grid, _ labels: UnsafeMutableBufferPointer<UInt8>, label: UInt8, axis: Int, first: Int, last: Int
    ) -> Box {
        var written = Box.none
        let limit = Box(whole: grid).slab(axis, first, last &+ 1).clipped(to: grid)
        let extent = Extent.of(label, in: UnsafeBufferPointer(labels), of: grid, within: limit)
        guard !extent.isEmpty else { return written }
        var before: Int?
        for place in extent.start(axis)..<extent.end(axis) {
            let here = Extent.of(
                label, in: UnsafeBufferPointer(labels), of: grid, within: extent.slab(axis, place, place &+ 1))
            if here.isEmpty { continue }
            if let before, place &- before > 1 {
                let gap = Gap(
                    grid: grid, axis: axis, from: before, to: place, label: label,
                    plane: extent.grown(1, 1, 1))
                written.include(gap.fill(labels))
            }
            before = place
        }
        return written
    }
}

/// The slices between two drawn ones.
struct Gap {
    let grid: Grid
    let axis: Int
    let from: Int
    let to: Int
    let label: UInt8
    /// Around everything drawn, with a rim; its extent along the axis plays no part.
    let plane: Box

    func fill(_ labels: UnsafeMutableBufferPointer<UInt8>) -> Box {
        let readable = UnsafeBufferPointer(labels)
        let lower = Field.of(label, in: readable, of: grid, within: plane.slab(axis, from, from &+ 1))
        let upper = Field.of(label, in: readable, of: grid, within: plane.slab(axis, to, to &+ 1))
        let parts = Pairing(lower, upper, grid: grid)
        var written = Box.none
        for pair in parts.pairs { written.include(blend(lower, upper, parts, pair, labels)) }
        return written
    }

    /// Blends one pair; `upper` is moved by the pair's shift onto `lower`, and what comes out back by a part of it.
    private func blend(
        _ lower: borrowing Field<UInt8>, _ upper: borrowing Field<UInt8>, _ parts: Pairing, _ pair: Pairing.Pair,
        _ labels: UnsafeMutableBufferPointer<UInt8>
    ) -> Box {
        let shift = (i: pair.shift.i, j: pair.shift.j, k: pair.shift.k)
        var box = pair.lower.slab(axis, 0, pair.lower.isEmpty ? 0 : 1)
        if !pair.upper.isEmpty {
            let there = pair.upper.slab(axis, 0, 1)
            box.include(
                Box(
                    minI: there.minI &- shift.i, minJ: there.minJ &- shift.j, minK: there.minK &- shift.k,
                    endI: there.endI &- shift.i, endJ: there.endJ &- shift.j, endK: there.endK &- shift.k))
        }
        guard !box.isEmpty else { return .none }
        box = box.grown(axis == 0 ? 0 : 1, axis == 1 ? 0 : 1, axis == 2 ? 0 : 1)
        let below = distance(lower, parts.lower, pair.group, at: from, box, shift: (0, 0, 0))
        let above = distance(upper, parts.upper, pair.group, at: to, box, shift: shift)
        let (deepest, highest) = (peak(below), peak(above))
        var written = Box.none
        for place in (from &+ 1)..<to {
            let part = Double(place &- from) / Double(to &- from)
            let moved = (
                i: Gap.rounded(part, shift.i), j: Gap.rounded(part, shift.j), k: Gap.rounded(part, shift.k)
            )
            var cell = 0
            for k in box.minK..<box.endK {
                for j in box.minJ..<box.endJ {
                    for i in box.minI..<box.endI {
                        let low = Double(below.cells[cell])
                        let high = Double(above.cells[cell])
                        cell &+= 1
                        // Where a side has no part, the deepest point of the other vanishes last: it tapers.
                        let a = deepest > 0 ? low : high - highest
                        let b = highest > 0 ? high : low - deepest
                        guard a + (b - a) * part > 0 else { continue }
                        let (ii, jj, kk) = (
                            axis == 0 ? place : i &+ moved.i, axis == 1 ? place : j &+ moved.j,
                            axis == 2 ? place : k &+ moved.k
                        )
                        guard grid.contains(ii, jj, kk) else { continue }
                        labels[grid.index(ii, jj, kk)] = label
                        written.include(ii, jj, kk)
                    }
                }
            }
        }
        return written
    }

    private static func rounded(_ part: Double, _ shift: Int) -> Int {
        Int((part * Double(shift) + 0.5).rounded(.down))
    }

    /// The signed distance to the parts of one group, over `box` (which stands at 0 along the axis).
    private func distance(
        _ slice: borrowing Field<UInt8>, _ groups: [Int32], _ group: Int32, at place: Int, _ box: Box,
        shift: (i: Int, j: Int, k: Int)
    ) -> Field<Float> {
        let spacing = grid.pixelSpacing(across: axis)
        let field = Field<UInt8>(box, filledWith: 0)
        var cell = 0
        for k in box.minK..<box.endK {
            for j in box.minJ..<box.endJ {
                for i in box.minI..<box.endI {
                    let (ii, jj, kk) = (
                        axis == 0 ? place : i &+ shift.i, axis == 1 ? place : j &+ shift.j,
                        axis == 2 ? place : k &+ shift.k
                    )
                    if slice.box.contains(ii, jj, kk), groups[slice.index(ii, jj, kk)] == group {
                        field.cells[cell] = 1
                    }
                    cell &+= 1
                }
            }
        }
        let map = DistanceMap.signed(field, spacing: grid.spacing)
        // The edge runs between the centres, half a pixel from either: without this the larger slice would win.
        let half = Float(min(spacing.u, spacing.v) / 2)
        for cell in 0..<map.cells.count { map.cells[cell] += map.cells[cell] > 0 ? -half : half }
        return map
    }

    /// The greatest distance inside; zero if there is no inside.
    private func peak(_ map: borrowing Field<Float>) -> Double {
        var peak: Float = 0
        for cell in map.cells where cell > peak { peak = cell }
        return Double(peak)
    }
}
