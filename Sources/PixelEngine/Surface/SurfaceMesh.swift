/// A closed surface around a label, for a preview in three dimensions.
///
/// Surface nets (Gibson, MICCAI 1998): a corner for every cube of eight voxels the surface goes through, a square for every pair of neighbours it separates. Then
/// Taubin smoothing (SIGGRAPH 1995), which does not shrink.
package struct SurfaceMesh {
    /// x, y, z of every corner in millimetres of the grid (voxel centre × spacing).
    package private(set) var positions: [Float] = []
    /// Three corners a triangle, counter-clockwise seen from outside.
    package private(set) var triangles: [UInt32] = []

    /// - Parameters:
    ///   - step: voxels taken as one along each side; larger ones make a coarser, faster mesh.
    ///   - rounds: of smoothing; 10 take the stairs off, 0 leaves them.
    package init(
        of label: UInt8, in labels: UnsafeBufferPointer<UInt8>, _ grid: Grid, step: Int, rounds: Int
    ) {
        let step = max(1, min(16, step))
        let extent = Extent.of(label, in: labels, of: grid, within: Box(whole: grid))
        guard !extent.isEmpty else { return }
        let field = SurfaceMesh.coarse(label, labels, grid, extent, step)
        build(field)
        smooth(max(0, min(100, rounds)))
        // From cells of the field, which has a rim of one, to millimetres.
        for corner in 0..<(positions.count / 3) {
            let at = corner &* 3
            positions[at] = place(positions[at], extent.minI, step, grid.spacingX)
            positions[at &+ 1] = place(positions[at &+ 1], extent.minJ, step, grid.spacingY)
            positions[at &+ 2] = place(positions[at &+ 2], extent.minK, step, grid.spacingZ)
        }
    }

    private func place(_ cell: Float, _ start: Int, _ step: Int, _ spacing: Double) -> Float {
        Float((Double(start) + (Double(cell) - 1) * Double(step) + Double(step - 1) / 2) * spacing)
    }

    /// The label with a rim of nothing; of `step` voxels cubed a cell is set if half of them are.
    private static func coarse(
        _ label: UInt8, _ labels: UnsafeBufferPointer<UInt8>, _ grid: Grid, _ extent: Box, _ step: Int
    ) -> Field<UInt8> {
        func cells(_ start: Int, _ end: Int) -> Int { (end &- start &+ step &- 1) / step &+ 2 }
        let field = Field<UInt8>(
            Box(
                minI: 0, minJ: 0, minK: 0, endI: cells(extent.minI, extent.endI), endJ: cells(extent.minJ, extent.endJ),
                endK: cells(extent.minK, extent.endK)), filledWith: 0)
        for k in 1..<(field.slices &- 1) {
            for j in 1..<(field.rows &- 1) {
                for i in 1..<(field.columns &- 1) {
                    let corner = (
                        extent.minI &+ (i &- 1) &* step, extent.minJ &+ (j &- 1) &* step,
                        extent.minK &+ (k &- 1) &* step
                    )
                    let block = Box(
                        minI: corner.0, minJ: corner.1, minK: corner.2, endI: corner.0 &+ step,
                        endJ: corner.1 &+ step, endK: corner.2 &+ step
                    ).intersection(extent)
                    var set = 0
                    for kk in block.minK..<block.endK {
                        for jj in block.minJ..<block.endJ {
                            for ii in block.minI..<block.endI where labels[grid.index(ii, jj, kk)] == label {
                                set &+= 1
                            }
                        }
                    }
                    field.cells[field.index(i, j, k)] = 2 &* set >= step &* step &* step ? 1 : 0
                }
            }
        }
        return field
    }

    private mutating func build(_ field: borrowing Field<UInt8>) {
        var corners = [Int32](repeating: -1, count: field.cells.count)
        let (columns, plane) = (field.columns, field.columns &* field.rows)
        for k in 0..<(field.slices &- 1) {
            for j in 0..<(field.rows &- 1) {
                for i in 0..<(columns &- 1) {
                    let cell = field.index(i, j, k)
                    if let corner = SurfaceMesh.corner(field.cells, cell, columns, plane) {
                        corners[cell] = Int32(truncatingIfNeeded: positions.count / 3)
                        positions.append(Float(i) + corner.x)
                        positions.append(Float(j) + corner.y)
                        positions.append(Float(k) + corner.z)
                    }
                }
            }
        }
        // A square across every pair of neighbours that differ; the field's rim is empty, so all four cubes exist.
        for k in 1..<(field.slices &- 1) {
            for j in 1..<(field.rows &- 1) {
                for i in 1..<(columns &- 1) {
                    let cell = field.index(i, j, k)
                    guard field.cells[cell] != 0 else { continue }
                    for (along, aside, up) in [(1, columns, plane), (columns, plane, 1), (plane, 1, columns)] {
                        if field.cells[cell &+ along] == 0 {
                            square(corners, cell, aside, up, outwards: true)
                        }
                        if field.cells[cell &- along] == 0 {
                            square(corners, cell &- along, aside, up, outwards: false)
                        }
                    }
                }
            }
        }
    }

    /// The mean of the middles of the edges that the surface crosses; nil if it crosses none.
    private static func corner(
        _ cells: UnsafeMutableBufferPointer<UInt8>, _ cell: Int, _ columns: Int, _ plane: Int
    ) -> (x: Float, y: Float, z: Float)? {
        func isSet(_ x: Int, _ y: Int, _ z: Int) -> Bool { cells[cell &+ x &+ y &* columns &+ z &* plane] != 0 }
        var (x, y, z, count) = (0, 0, 0, 0)
        for a in 0...1 {
            for b in 0...1 {
                // In halves of a cell.
                if isSet(0, a, b) != isSet(1, a, b) { (x, y, z, count) = (x + 1, y + 2 * a, z + 2 * b, count + 1) }
                if isSet(a, 0, b) != isSet(a, 1, b) { (x, y, z, count) = (x + 2 * a, y + 1, z + 2 * b, count + 1) }
                if isSet(a, b, 0) != isSet(a, b, 1) { (x, y, z, count) = (x + 2 * a, y + 2 * b, z + 1, count + 1) }
            }
        }
        guard count > 0 else { return nil }
        let whole = Float(2 * count)
        return (Float(x) / whole, Float(y) / whole, Float(z) / whole)
    }

    /// Two triangles over the four cubes around the edge from `cell` along the third direction.
    private mutating func square(_ corners: [Int32], _ cell: Int, _ aside: Int, _ up: Int, outwards: Bool) {
        let around = [cell &- aside &- up, cell &- up, cell, cell &- aside].map { corners[$0] }
        guard around.allSatisfy({ $0 >= 0 }) else { return }
        let c = around.map { UInt32(bitPattern: $0) }
        triangles += outwards ? [c[0], c[1], c[2], c[0], c[2], c[3]] : [c[0], c[2], c[1], c[0], c[3], c[2]]
    }

    /// Moves every corner towards the mean of its neighbours and then a little farther back (λ = 0.5, μ = −0.53).
    private mutating func smooth(_ rounds: Int) {
        let count = positions.count / 3
        var sums = [Float](repeating: 0, count: positions.count)
        var degrees = [Int32](repeating: 0, count: count)
        for round in 0..<(rounds &* 2) {
            let factor: Float = round % 2 == 0 ? 0.5 : -0.53
            for at in 0..<sums.count { sums[at] = 0 }
            for corner in 0..<count { degrees[corner] = 0 }
            var at = 0
            while at &+ 2 < triangles.count {
                // Each side is seen by two triangles in either direction once: so every neighbour counts once.
                for side in 0..<3 {
                    let a = Int(triangles[at &+ side])
                    let b = Int(triangles[at &+ (side &+ 1) % 3])
                    for axis in 0..<3 { sums[a &* 3 &+ axis] += positions[b &* 3 &+ axis] }
                    degrees[a] &+= 1
                }
                at &+= 3
            }
            for corner in 0..<count where degrees[corner] > 0 {
                for axis in 0..<3 {
                    let place = corner &* 3 &+ axis
                    positions[place] += factor * (sums[place] / Float(degrees[corner]) - positions[place])
                }
            }
        }
    }
}
