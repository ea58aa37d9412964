/// The majority among the neighbours within a radius in millimetres: smooths edges and keeps straight ones where they are.
package enum MedianFilter {
    /// Farthest neighbour in voxels along an axis: the work is (2 · 16 + 1)² rows a voxel at the most.
    static let farthest = 16

    /// Replaces every cell by what most of its neighbours are, itself among them. Cells outside the field are empty.
    package static func smooth(_ field: borrowing Field<UInt8>, radius: Double, of grid: Grid) {
        let rows = ball(radius, grid)
        let votes = count(field, rows)
        let majority = rows.size / 2
        for cell in 0..<field.cells.count { field.cells[cell] = Int(votes.cells[cell]) > majority ? 1 : 0 }
    }

    /// Smooths many labels at once: each cell takes the label most of its neighbours carry, so that neighbours keep a common border without gap or overlap.
    /// Only labels in `moving` change and win, and nothing; the others stay.
    package static func smoothJointly(
        _ field: borrowing Field<UInt8>, moving: [Bool], radius: Double, of grid: Grid
    ) {
        let rows = ball(radius, grid)
        let best = Field<Int32>(field.box, filledWith: -1)
        let winner = Field<UInt8>(field.box, filledWith: 0)
        let single = Field<UInt8>(field.box, filledWith: 0)
        var present = [Bool](repeating: false, count: 256)
        for cell in field.cells { present[Int(cell)] = true }
        for label in 0..<256 where present[label] && (label == 0 || moving.count > label && moving[label]) {
            for cell in 0..<field.cells.count { single.cells[cell] = field.cells[cell] == UInt8(label) ? 1 : 0 }
            let votes = count(single, rows)
            for cell in 0..<field.cells.count {
                // Of equals the present label stays, so that a flat border does not creep.
                let own = field.cells[cell] == UInt8(label) ? 1 : 0
                let score = Int32(votes.cells[cell]) &* 2 &+ Int32(own)
                if score > best.cells[cell] {
                    best.cells[cell] = score
                    winner.cells[cell] = UInt8(label)
                }
            }
        }
        for cell in 0..<field.cells.count {
            let label = Int(field.cells[cell])
            if label == 0 || moving.count > label && moving[label] { field.cells[cell] = winner.cells[cell] }
        }
    }

    /// The rows of an ellipsoid: how far each reaches to either side.
    struct Ball {
        var rows: [(dj: Int, dk: Int, reach: Int)] = []
        var size = 0
    }

    static func ball(_ radius: Double, _ grid: Grid) -> Ball {
        var ball = Ball()
        let limit = radius * radius * Margin.tolerance
        let steps = grid.voxels(for: radius)
        let (sj, sk) = (min(farthest, steps.j), min(farthest, steps.k))
        for dk in -sk...sk {
            for dj in -sj...sj {
                let y = Double(dj) * grid.spacingY
                let z = Double(dk) * grid.spacingZ
                let rest = limit - y * y - z * z
                guard rest >= 0 else { continue }
                let reach = Int(min(Double(farthest), (rest.squareRoot() / grid.spacingX).rounded(.down)))
                ball.rows.append((dj, dk, reach))
                ball.size &+= 2 &* reach &+ 1
            }
        }
        return ball
    }

    /// How many neighbours of every cell are set: differences of sums along the rows.
    private static func count(_ field: borrowing Field<UInt8>, _ ball: Ball) -> Field<UInt16> {
        let votes = Field<UInt16>(field.box, filledWith: 0)
        guard field.columns > 0 else { return votes }
        var sums = [UInt16](repeating: 0, count: field.columns &+ 1)
        for k in 0..<field.slices {
            for j in 0..<field.rows {
                let row = (k &* field.rows &+ j) &* field.columns
                var any = false
                for i in 0..<field.columns {
                    let set: UInt16 = field.cells[row &+ i] != 0 ? 1 : 0
                    any = any || set != 0
                    sums[i &+ 1] = sums[i] &+ set
                }
                if any { scatter(sums, j, k, ball, votes) }
            }
        }
        return votes
    }

    /// Adds one row's counts to the rows that see it. Sums are modulo 2¹⁶; their differences, of 33 cells at most, are right.
    private static func scatter(
        _ sums: [UInt16], _ j: Int, _ k: Int, _ ball: Ball, _ votes: borrowing Field<UInt16>
    ) {
        let columns = votes.columns
        sums.withUnsafeBufferPointer { sums in
            for (dj, dk, reach) in ball.rows {
                let (jj, kk) = (j &- dj, k &- dk)
                guard jj >= 0, jj < votes.rows, kk >= 0, kk < votes.slices else { continue }
                let row = (kk &* votes.rows &+ jj) &* columns
                for i in 0..<columns {
                    let end = min(columns, i &+ reach &+ 1)
                    let start = max(0, i &- reach)
                    votes.cells[row &+ i] &+= sums[end] &- sums[start]
                }
            }
        }
    }
}
