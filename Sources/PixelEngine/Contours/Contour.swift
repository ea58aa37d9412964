/// A closed line around or inside a mask in one slice.
package struct Contour: Equatable, Sendable {
    /// A corner, in voxels × 256: 256 is the centre of pixel 1.
    package struct Point: Equatable, Sendable {
        package var u: Int32
        package var v: Int32

        package init(u: Int32, v: Int32) {
            self.u = u
            self.v = v
        }
    }

    /// The corners in turn; the last is joined to the first.
    package var points: [Point]
    /// The contour it lies directly inside, as an index into the list it came in.
    package var parent: Int?

    package init(points: [Point], parent: Int? = nil) {
        self.points = points
        self.parent = parent
    }

    /// Twice the area in (voxels × 256)²: positive around a mask, negative around a hole.
    package var doubledArea: Int64 {
        var sum: Int64 = 0
        guard var before = points.last else { return 0 }
        for point in points {
            sum &+= Int64(before.u) &* Int64(point.v) &- Int64(point.u) &* Int64(before.v)
            before = point
        }
        return sum
    }

    package var isHole: Bool { doubledArea < 0 }
}
