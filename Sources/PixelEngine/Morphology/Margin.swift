/// Growing, shrinking and hollowing a mask by millimetres, with exact distances between voxel centres.
package enum Margin {
    /// Room for rounding: a voxel at the very distance counts as reached. One part in a million.
    static let tolerance = 1.000_001

    /// Adds every voxel not farther than `reach` millimetres from the mask.
    package static func grow(_ field: borrowing Field<UInt8>, by reach: Double, of grid: Grid) {
        let map = DistanceMap.squared(to: 1, in: field, spacing: grid.spacing)
        let limit = Float(reach * reach * tolerance)
        for cell in 0..<map.cells.count where map.cells[cell] <= limit { field.cells[cell] = 1 }
    }

    /// Takes away every voxel not farther than `reach` millimetres from one outside the mask. Where the volume ends the mask is taken to go on.
    package static func shrink(_ field: borrowing Field<UInt8>, by reach: Double, of grid: Grid) {
        let map = DistanceMap.squared(to: 0, in: field, spacing: grid.spacing)
        let limit = Float(reach * reach * tolerance)
        for cell in 0..<map.cells.count where map.cells[cell] <= limit { field.cells[cell] = 0 }
    }

    /// Which side of the old surface the wall of a hollowed mask stands on.
    package enum Wall: Int32, Sendable {
        /// The old mask is the outer surface.
        case inside = 1
        /// The old mask is the lumen.
        case outside = 2
        /// Half the wall on either side.
        case middle = 3
    }

    /// Leaves a wall `thickness` millimetres thick.
    package static func hollow(
        _ field: borrowing Field<UInt8>, thickness: Double, _ wall: Wall, of grid: Grid
    ) {
        let within = wall == .inside ? thickness : wall == .outside ? 0 : thickness / 2
        let beyond = wall == .outside ? thickness : wall == .inside ? 0 : thickness / 2
        let inner = DistanceMap.squared(to: 0, in: field, spacing: grid.spacing)
        let outer = DistanceMap.squared(to: 1, in: field, spacing: grid.spacing)
        let innerLimit = Float(within * within * tolerance)
        let outerLimit = Float(beyond * beyond * tolerance)
        for cell in 0..<field.cells.count {
            let kept =
                field.cells[cell] != 0
                ? within > 0 && inner.cells[cell] <= innerLimit
                : beyond > 0 && outer.cells[cell] <= outerLimit
            field.cells[cell] = kept ? 1 : 0
        }
    }

    /// Closing: grow, then shrink. Bays and gaps narrower than twice the reach are filled.
    package static func close(_ field: borrowing Field<UInt8>, by reach: Double, of grid: Grid) {
        grow(field, by: reach, of: grid)
        shrink(field, by: reach, of: grid)
    }

    /// Opening: shrink, then grow. Spurs and bridges thinner than twice the reach are removed.
    package static func open(_ field: borrowing Field<UInt8>, by reach: Double, of grid: Grid) {
        shrink(field, by: reach, of: grid)
        grow(field, by: reach, of: grid)
    }
}

extension Grid {
    package var spacing: (x: Double, y: Double, z: Double) { (spacingX, spacingY, spacingZ) }

    /// So many millimetres in voxels along i, j and k, rounded up; a length that is no length reaches nothing, and none reaches past the grid.
    package func voxels(for millimetres: Double) -> (i: Int, j: Int, k: Int) {
        (
            Grid.steps(millimetres, spacingX, columns), Grid.steps(millimetres, spacingY, rows),
            Grid.steps(millimetres, spacingZ, slices)
        )
    }

    private static func steps(_ millimetres: Double, _ spacing: Double, _ most: Int) -> Int {
        let steps = (millimetres / spacing).rounded(.up)
        return steps > 0 ? Int(min(steps, Double(most))) : 0
    }
}
