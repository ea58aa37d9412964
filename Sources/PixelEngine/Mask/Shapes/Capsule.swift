/// Everything within a radius of a line from one point to another; with a normal, only a slice of it and the distance counted within that slice.
///
/// Row form: for a row of voxels the voxels inside are one interval, found by solving the two end balls and the tube between them. So painting is
/// a few square roots a row and a fill, not a test a voxel.
struct Capsule {
    /// A nanometre: where a slice ends exactly between two voxels, the lower one is in and the higher one out, whatever the rounding.
    static let hair = 1e-6

    private let grid: Grid
    private let radius: Double
    private let start: Vector
    private let axis: Vector
    private let normal: Vector?
    private let half: Double
    private let step: Vector
    /// axis · axis, and the part of the row's step across the axis, squared.
    private let axisSquared: Double
    private let stepAcross: Double
    private let stepSquared: Double
    private let stepAxis: Double

    /// Points in voxels, lengths in millimetres; `normal` nil makes a ball's sweep.
    init(_ grid: Grid, from a: Vector, to b: Vector, radius: Double, normal: Vector?, thickness: Double) {
        self.grid = grid
        self.radius = radius
        self.normal = normal
        start = grid.millimetres(a)
        let whole = grid.millimetres(b) - start
        let row = Vector(grid.spacingX, 0, 0)
        axis = normal.map { whole.across($0) } ?? whole
        step = normal.map { row.across($0) } ?? row
        half = normal.map { thickness > 0 ? thickness / 2 : grid.thickness(along: $0) / 2 } ?? 0
        axisSquared = axis.dot(axis)
        stepSquared = step.dot(step)
        stepAxis = axisSquared > 1e-12 ? step.dot(axis) / axisSquared : 0
        stepAcross = stepSquared - stepAxis * stepAxis * axisSquared
    }

    /// A box that holds all of it, clipped to the grid.
    var box: Box {
        let end = start + axis
        func bounds(_ a: Double, _ b: Double, _ normal: Double, _ spacing: Double, _ count: Int) -> (Int, Int) {
            let reach =
                self.normal == nil ? radius : radius * max(0, 1 - normal * normal).squareRoot() + half * abs(normal)
            return (
                whole(((min(a, b) - reach) / spacing).rounded(.down), 0, count),
                whole(((max(a, b) + reach) / spacing).rounded(.up) + 1, 0, count)
            )
        }
        let n = normal ?? .zero
        let i = bounds(start.x, end.x, n.x, grid.spacingX, grid.columns)
        let j = bounds(start.y, end.y, n.y, grid.spacingY, grid.rows)
        let k = bounds(start.z, end.z, n.z, grid.spacingZ, grid.slices)
        return Box(minI: i.0, minJ: j.0, minK: k.0, endI: i.1, endJ: j.1, endK: k.1)
    }

    /// The voxels of row (j, k) inside, first and last; nil if none.
    func row(_ j: Int, _ k: Int) -> (first: Int, last: Int)? {
        let offset = Vector(0, Double(j) * grid.spacingY, Double(k) * grid.spacingZ) - start
        var slab = Interval.all
        var q = offset
        if let normal {
            slab = .linear(offset.dot(normal), grid.spacingX * normal.x, from: -half - Self.hair, to: half - Self.hair)
            if slab.isEmpty { return nil }
            q = offset.across(normal)
        }
        let r2 = radius * radius
        var inside = Interval.quadratic(stepSquared, q.dot(step), q.dot(q) - r2)
        if axisSquared > 1e-12 {
            let p = q - axis
            inside = inside.hull(.quadratic(stepSquared, p.dot(step), p.dot(p) - r2))
            let t = q.dot(axis) / axisSquared
            let tube = Interval.quadratic(
                max(0, stepAcross), q.dot(step) - t * stepAxis * axisSquared, q.dot(q) - t * t * axisSquared - r2)
            inside = inside.hull(tube.intersection(.linear(t, stepAxis, from: 0, to: 1)))
        }
        inside = inside.intersection(slab)
        if inside.isEmpty { return nil }
        let first = whole(inside.low.rounded(.up), 0, grid.columns)
        let last = whole(inside.high.rounded(.down), -1, grid.columns &- 1)
        return first <= last ? (first, last) : nil
    }
}
