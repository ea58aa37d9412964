/// Intensities in a shape drawn on any plane through the volume.
///
/// The plane is sampled on a lattice, trilinear; a plane along the voxels with steps of one voxel gives the voxels themselves.
package enum PlaneStatistics {
    /// A lattice of samples: sample (x, y) stands at origin + x · right + y · down, in voxels.
    package struct Plane: Sendable {
        package var origin: (i: Double, j: Double, k: Double)
        package var right: (i: Double, j: Double, k: Double)
        package var down: (i: Double, j: Double, k: Double)

        package init(
            origin: (i: Double, j: Double, k: Double), right: (i: Double, j: Double, k: Double),
            down: (i: Double, j: Double, k: Double)
        ) {
            self.origin = origin
            self.right = right
            self.down = down
        }
    }

    /// Samples of a shape at the most: a region larger than this is measured on no screen.
    package static let mostSamples = 1 << 24

    /// Samples inside a polygon given in samples × 256; sample centres on the line count as `PolygonFill` says. Nil if it is too large.
    package static func polygon(
        _ points: [Contour.Point], _ plane: Plane, _ grid: Grid, _ intensities: UnsafeBufferPointer<Int16>
    ) -> IntensityStatistics? {
        var (minU, minV, maxU, maxV) = (Int32.max, Int32.max, Int32.min, Int32.min)
        for point in points {
            minU = min(minU, point.u)
            minV = min(minV, point.v)
            maxU = max(maxU, point.u)
            maxV = max(maxV, point.v)
        }
        guard minU <= maxU else { return IntensityStatistics() }
        let (startU, startV) = (Int(minU >> 8), Int(minV >> 8))
        let (width, height) = (Int(maxU >> 8) &+ 1 &- startU, Int(maxV >> 8) &+ 1 &- startV)
        guard width <= mostSamples / height else { return nil }
        var cells = [UInt8](repeating: 0, count: width &* height)
        cells.withUnsafeMutableBufferPointer {
            PolygonFill.fill([points], into: $0, width: width, height: height, origin: (startU, startV))
        }
        return sum(cells, width, (startU, startV), plane, grid, intensities)
    }

    /// Samples inside an ellipse with a centre and half axes along the lattice, in samples × 256. Nil if it is too large.
    package static func ellipse(
        centre: Contour.Point, halfWidth: Int32, halfHeight: Int32, _ plane: Plane, _ grid: Grid,
        _ intensities: UnsafeBufferPointer<Int16>
    ) -> IntensityStatistics? {
        let (a, b) = (Double(halfWidth), Double(halfHeight))
        guard a > 0, b > 0 else { return IntensityStatistics() }
        let (startU, startV) = (
            Int(Int64(centre.u) &- Int64(halfWidth)) >> 8, Int(Int64(centre.v) &- Int64(halfHeight)) >> 8
        )
        let width = 2 &* (Int(halfWidth) >> 8) &+ 3
        let height = 2 &* (Int(halfHeight) >> 8) &+ 3
        guard width <= mostSamples / height else { return nil }
        var cells = [UInt8](repeating: 0, count: width &* height)
        for y in 0..<height {
            let v = (Double(startV &+ y) * 256 - Double(centre.v)) / b
            for x in 0..<width {
                let u = (Double(startU &+ x) * 256 - Double(centre.u)) / a
                if u * u + v * v <= 1 { cells[y &* width &+ x] = 1 }
            }
        }
        return sum(cells, width, (startU, startV), plane, grid, intensities)
    }

    private static func sum(
        _ cells: [UInt8], _ width: Int, _ start: (u: Int, v: Int), _ plane: Plane, _ grid: Grid,
        _ intensities: UnsafeBufferPointer<Int16>
    ) -> IntensityStatistics {
        var statistics = IntensityStatistics()
        guard intensities.count >= grid.count else { return statistics }
        for (index, cell) in cells.enumerated() where cell != 0 {
            let u = Double(index % width &+ start.u)
            let v = Double(index / width &+ start.v)
            let i = plane.origin.i + u * plane.right.i + v * plane.down.i
            let j = plane.origin.j + u * plane.right.j + v * plane.down.j
            let k = plane.origin.k + u * plane.right.k + v * plane.down.k
            if let value = sample(i, j, k, grid, intensities) { statistics.add(value) }
        }
        return statistics
    }

    /// The intensity at a place between voxels; nil half a voxel or more outside the volume.
    static func sample(
        _ i: Double, _ j: Double, _ k: Double, _ grid: Grid, _ intensities: UnsafeBufferPointer<Int16>
    ) -> Int16? {
        // Written so that a place that is no number is outside.
        guard i >= -0.5, j >= -0.5, k >= -0.5, i < Double(grid.columns) - 0.5, j < Double(grid.rows) - 0.5,
            k < Double(grid.slices) - 0.5
        else { return nil }
        let (x, y, z) = (max(0, i), max(0, j), max(0, k))
        let (x0, y0, z0) = (Int(x), Int(y), Int(z))
        let (x1, y1, z1) = (min(grid.columns - 1, x0 + 1), min(grid.rows - 1, y0 + 1), min(grid.slices - 1, z0 + 1))
        let (fx, fy, fz) = (x - Double(x0), y - Double(y0), z - Double(z0))
        func row(_ j: Int, _ k: Int) -> Double {
            let a = Double(intensities[grid.index(x0, j, k)])
            return a + (Double(intensities[grid.index(x1, j, k)]) - a) * fx
        }
        let near = row(y0, z0) + (row(y1, z0) - row(y0, z0)) * fy
        let far = row(y0, z1) + (row(y1, z1) - row(y0, z1)) * fy
        return Int16(clamping: Int((near + (far - near) * fz + 0.5).rounded(.down)))
    }
}
