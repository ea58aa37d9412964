/// A polygon extruded along its normal. Inside is what an odd number of edges surrounds; edges belong to the lower side.
///
/// Row form: a row of voxels is a line in the polygon's plane; its crossings with the edges, sorted, are the ends of the spans inside.
package struct Prism {
    private let grid: Grid
    private let origin: Vector
    private let normal: Vector
    private let low: Double
    private let high: Double
    /// The corners in the plane, along u and v.
    private var corners: [(u: Double, v: Double)] = []
    private let u: Vector
    private let v: Vector
    /// Columns per millimetre along u and v of a row.
    private let stepU: Double
    private let stepV: Double

    /// Points in voxels; `front` along the normal and `back` against it in millimetres, half a voxel added to each; negative is without end.
    package init(_ grid: Grid, points: [Vector], normal: Vector, front: Double, back: Double) {
        self.grid = grid
        self.normal = normal
        origin = points.first.map { grid.millimetres($0) } ?? .zero
        let half = grid.thickness(along: normal) / 2
        high = front < 0 ? .infinity : front + half - Capsule.hair
        low = back < 0 ? -.infinity : -back - half - Capsule.hair

        // Any two directions across the normal do; the axis farthest from it makes the first.
        let away: Vector
        if abs(normal.x) <= abs(normal.y) && abs(normal.x) <= abs(normal.z) {
            away = Vector(1, 0, 0)
        } else {
            away = abs(normal.y) <= abs(normal.z) ? Vector(0, 1, 0) : Vector(0, 0, 1)
        }
        u = away.across(normal).normalised ?? away
        v = normal.cross(u)
        stepU = grid.spacingX * u.x
        stepV = grid.spacingX * v.x
        corners.reserveCapacity(points.count)
        for point in points {
            let offset = grid.millimetres(point) - origin
            corners.append((offset.dot(u), offset.dot(v)))
        }
    }

    /// Whether all slices look the same, so that one's spans serve for all.
    package var isAcrossSlices: Bool { normal.x == 0 && normal.y == 0 }

    /// The columns of row (j, k) within the slab.
    package func slab(_ j: Int, _ k: Int) -> Range<Int> {
        let inside = Interval.linear(offset(j, k).dot(normal), grid.spacingX * normal.x, from: low, to: high)
        if inside.isEmpty { return 0..<0 }
        let first = whole(inside.low.rounded(.up), 0, grid.columns)
        let end = whole(inside.high.rounded(.down) + 1, 0, grid.columns)
        return first..<max(first, end)
    }

    /// Puts the spans of row (j, k) inside the polygon into `spans`, in order; the slab is not looked at.
    package func spans(_ j: Int, _ k: Int, _ crossings: inout [Double], _ spans: inout [Range<Int>]) {
        spans.removeAll(keepingCapacity: true)
        crossings.removeAll(keepingCapacity: true)
        let offset = offset(j, k)
        let startU = offset.dot(u)
        let startV = offset.dot(v)
        let squared = stepU * stepU + stepV * stepV
        if squared <= 1e-12 {
            // The row runs along the normal: it is inside or it is not.
            if contains(startU, startV) { spans.append(0..<grid.columns) }
            return
        }
        guard var before = corners.last else { return }
        var sideBefore = (before.u - startU) * stepV - (before.v - startV) * stepU
        for corner in corners {
            let side = (corner.u - startU) * stepV - (corner.v - startV) * stepU
            if (side < 0) != (sideBefore < 0) {
                let part = sideBefore / (sideBefore - side)
                let crossU = before.u + (corner.u - before.u) * part - startU
                let crossV = before.v + (corner.v - before.v) * part - startV
                crossings.append((crossU * stepU + crossV * stepV) / squared)
            }
            before = corner
            sideBefore = side
        }
        sort(&crossings)
        var at = 0
        while at &+ 1 < crossings.count {
            let first = whole(crossings[at].rounded(.up), 0, grid.columns)
            let end = whole(crossings[at &+ 1].rounded(.up), 0, grid.columns)
            if first < end { spans.append(first..<end) }
            at &+= 2
        }
    }

    private func offset(_ j: Int, _ k: Int) -> Vector {
        Vector(0, Double(j) * grid.spacingY, Double(k) * grid.spacingZ) - origin
    }

    private func contains(_ a: Double, _ b: Double) -> Bool {
        guard var before = corners.last else { return false }
        var isInside = false
        for corner in corners {
            if (corner.v > b) != (before.v > b) {
                let cross = before.u + (corner.u - before.u) * ((b - before.v) / (corner.v - before.v))
                if cross > a { isInside.toggle() }
            }
            before = corner
        }
        return isInside
    }

    /// A row crosses few edges: insertion beats the library's sort and keeps it out of the browser's module.
    private func sort(_ values: inout [Double]) {
        var sorted = 1
        while sorted < values.count {
            let value = values[sorted]
            var at = sorted
            while at > 0, values[at &- 1] > value {
                values[at] = values[at &- 1]
                at &-= 1
            }
            values[at] = value
            sorted &+= 1
        }
    }
}
