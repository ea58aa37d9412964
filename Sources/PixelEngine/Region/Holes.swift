/// Empty space that a mask encloses.
package enum Holes {
    /// Fills what a mask encloses: connected background that does not reach the rim of the field.
    ///
    /// - Parameters:
    ///   - connectivity: of the background; with corners a wall must be closed at its corners too.
    ///   - axis: 0, 1 or 2 to fill every slice across it for itself; nil for enclosed volumes.
    ///   - most: larger holes stay, in voxels; nil fills all.
    /// - Returns: voxels filled.
    package static func fill(
        _ field: borrowing Field<UInt8>, axis: Int?, most: Int?, connectivity: Connectivity = .faces
    ) -> Int {
        guard let axis else { return fill(field, field.box, most, connectivity) }
        var filled = 0
        for place in field.box.start(axis)..<max(field.box.start(axis), field.box.end(axis)) {
            filled &+= fill(field, field.box.slab(axis, place, place &+ 1), most, connectivity, across: axis)
        }
        return filled
    }

    private static func fill(
        _ field: borrowing Field<UInt8>, _ box: Box, _ most: Int?, _ connectivity: Connectivity,
        across axis: Int? = nil
    ) -> Int {
        let part = Field<UInt8>(box, filledWith: 0)
        copy(field, part)
        let background = Components(of: part, equal: 0, connectivity: connectivity)
        var open = [Bool](repeating: false, count: background.count)
        for (index, run) in background.runs.enumerated() {
            let row = Int(run.start) / max(1, part.columns)
            let i = Int(run.start) &- row &* part.columns
            let j = row % max(1, part.rows)
            let k = row / max(1, part.rows)
            let touches =
                (axis != 0 && (i == 0 || i &+ Int(run.end &- run.start) == part.columns))
                || (axis != 1 && (j == 0 || j == part.rows &- 1))
                || (axis != 2 && (k == 0 || k == part.slices &- 1))
            if touches { open[Int(background.part[index])] = true }
        }
        var filled = 0
        for (index, run) in background.runs.enumerated() {
            let which = Int(background.part[index])
            if open[which] { continue }
            if let most, background.sizes[which] > most { continue }
            for cell in run.start..<run.end { part.cells[Int(cell)] = 1 }
            filled &+= Int(run.end &- run.start)
        }
        if filled > 0 { copy(part, field) }
        return filled
    }

    /// Copies what two fields share.
    private static func copy(_ source: borrowing Field<UInt8>, _ target: borrowing Field<UInt8>) {
        let box = source.box.intersection(target.box)
        guard !box.isEmpty else { return }
        for k in box.minK..<box.endK {
            for j in box.minJ..<box.endJ {
                let from = source.index(box.minI, j, k)
                let to = target.index(box.minI, j, k)
                for offset in 0..<(box.endI &- box.minI) {
                    target.cells[to &+ offset] = source.cells[from &+ offset]
                }
            }
        }
    }
}
