/// Pictures through a volume along any plane.
///
/// Fixed point throughout: positions in 1/65536 of a voxel, fractions of a mix in 1/4096. That is what makes server and browser agree to the bit, and it is
/// as fast in WebAssembly as in native code (floats were half as fast there).
package enum Reslice {
    /// How pixels between voxel centres are found.
    package enum Sampling: Int32, Sendable {
        case nearest = 0
        case trilinear = 1
    }

    /// What a slab shows of the samples behind a pixel.
    package enum Projection: Int32, Sendable {
        case maximum = 0
        case minimum = 1
        case mean = 2
    }

    /// The intensities on a plane; `fill` where there is no volume. Does nothing if sizes do not fit.
    package static func intensities(
        _ volume: UnsafeBufferPointer<Int16>, _ grid: Grid, _ plane: ReslicePlane, _ sampling: Sampling, fill: Int16,
        into picture: UnsafeMutableBufferPointer<Int16>
    ) {
        guard fits(volume.count, grid, plane, picture.count) else { return }
        for j in 0..<plane.rows {
            let start = plane.origin + plane.down * Double(j)
            let row = FixedRow(grid, start: start, step: plane.right, columns: plane.columns)
            let out = UnsafeMutableBufferPointer(
                rebasing: picture[j &* plane.columns..<(j &+ 1) &* plane.columns])
            fillOutside(row.outer, out, fill)
            sample(volume, grid, row, sampling, out)
        }
    }

    /// The nearest labels on a plane; 0 where there is no volume.
    package static func labels(
        _ volume: UnsafeBufferPointer<UInt8>, _ grid: Grid, _ plane: ReslicePlane,
        into picture: UnsafeMutableBufferPointer<UInt8>
    ) {
        guard fits(volume.count, grid, plane, picture.count) else { return }
        for j in 0..<plane.rows {
            let start = plane.origin + plane.down * Double(j)
            let row = FixedRow(grid, start: start, step: plane.right, columns: plane.columns)
            let out = UnsafeMutableBufferPointer(
                rebasing: picture[j &* plane.columns..<(j &+ 1) &* plane.columns])
            fillOutside(row.outer, out, 0)
            nearest(volume, grid, row, out)
        }
    }

    /// A slab: `count` planes, each `through` voxels behind the one before, projected onto one picture. Where no plane meets the volume: `fill`.
    package static func slab(
        _ volume: UnsafeBufferPointer<Int16>, _ grid: Grid, _ plane: ReslicePlane, through: Vector, count: Int,
        _ sampling: Sampling, _ projection: Projection, fill: Int16, into picture: UnsafeMutableBufferPointer<Int16>
    ) {
        guard fits(volume.count, grid, plane, picture.count), count >= 1, count <= 4096 else { return }
        guard abs(through.x) < 16384, abs(through.y) < 16384, abs(through.z) < 16384 else { return }
        var slab = SlabRow(plane.columns, projection)
        for j in 0..<plane.rows {
            let out = UnsafeMutableBufferPointer(
                rebasing: picture[j &* plane.columns..<(j &+ 1) &* plane.columns])
            slab.begin()
            for t in 0..<count {
                let start = plane.origin + plane.down * Double(j) + through * Double(t)
                let row = FixedRow(grid, start: start, step: plane.right, columns: plane.columns)
                slab.add(volume, grid, row, sampling)
            }
            slab.finish(fill, out)
        }
    }

    private static func fits(_ count: Int, _ grid: Grid, _ plane: ReslicePlane, _ pixels: Int) -> Bool {
        guard grid.isValid, plane.isValid, count == grid.count, pixels == plane.columns &* plane.rows else {
            return false
        }
        return max(grid.columns, grid.rows, grid.slices) <= FixedRow.longestSide
    }

    private static func fillOutside<Sample>(
        _ inside: Range<Int>, _ out: UnsafeMutableBufferPointer<Sample>, _ fill: Sample
    ) {
        for at in 0..<inside.lowerBound { out[at] = fill }
        for at in inside.upperBound..<out.count { out[at] = fill }
    }

    /// The first voxel of a row whose pixels are whole voxels in order, which can be copied.
    static func copied(_ grid: Grid, _ row: FixedRow, _ sampling: Sampling) -> Int? {
        guard row.stepX == FixedRow.one, row.stepY == 0, row.stepZ == 0, !row.outer.isEmpty else { return nil }
        if sampling == .trilinear, !(row.isExactX && row.isExactY && row.isExactZ) { return nil }
        let half = FixedRow.one / 2
        let i = (row.x &+ row.stepX &* Int64(row.outer.lowerBound) &+ half) >> 16
        return grid.index(Int(i), Int((row.y &+ half) >> 16), Int((row.z &+ half) >> 16))
    }

    /// Samples the pixels of a row that lie in the volume.
    static func sample(
        _ volume: UnsafeBufferPointer<Int16>, _ grid: Grid, _ row: FixedRow, _ sampling: Sampling,
        _ out: UnsafeMutableBufferPointer<Int16>
    ) {
        if sampling == .nearest || copied(grid, row, sampling) != nil {
            nearest(volume, grid, row, out)
            return
        }
        for at in row.outer.lowerBound..<min(row.inner.lowerBound, row.outer.upperBound) {
            out[at] = clamped(volume, grid, row, at)
        }
        mix(volume, grid, row, out)
        for at in max(row.inner.upperBound, row.outer.lowerBound)..<max(row.outer.upperBound, row.inner.upperBound) {
            out[at] = clamped(volume, grid, row, at)
        }
    }

    private static func nearest<Sample>(
        _ volume: UnsafeBufferPointer<Sample>, _ grid: Grid, _ row: FixedRow, _ out: UnsafeMutableBufferPointer<Sample>
    ) {
        if row.outer.isEmpty { return }
        if let first = copied(grid, row, .nearest) {
            // As bytes: of elements WebAssembly makes a loop, a hundred times slower than its copy instruction.
            let source = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: volume[first..<first &+ row.outer.count]))
            UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: out[row.outer])).copyMemory(from: source)
            return
        }
        let first = Int64(row.outer.lowerBound)
        let half = FixedRow.one / 2
        var x = Int32(truncatingIfNeeded: row.x &+ row.stepX &* first &+ half)
        var y = Int32(truncatingIfNeeded: row.y &+ row.stepY &* first &+ half)
        var z = Int32(truncatingIfNeeded: row.z &+ row.stepZ &* first &+ half)
        let stepX = Int32(truncatingIfNeeded: row.stepX)
        let stepY = Int32(truncatingIfNeeded: row.stepY)
        let stepZ = Int32(truncatingIfNeeded: row.stepZ)
        for at in row.outer {
            out[at] = volume[grid.index(Int(x >> 16), Int(y >> 16), Int(z >> 16))]
            x = x &+ stepX
            y = y &+ stepY
            z = z &+ stepZ
        }
    }

    /// The pixels between the outermost centres: no test in the loop.
    private static func mix(
        _ volume: UnsafeBufferPointer<Int16>, _ grid: Grid, _ row: FixedRow, _ out: UnsafeMutableBufferPointer<Int16>
    ) {
        if row.inner.isEmpty { return }
        let first = Int64(row.inner.lowerBound)
        var x = Int32(truncatingIfNeeded: row.x &+ row.stepX &* first)
        var y = Int32(truncatingIfNeeded: row.y &+ row.stepY &* first)
        var z = Int32(truncatingIfNeeded: row.z &+ row.stepZ &* first)
        let stepX = Int32(truncatingIfNeeded: row.stepX)
        let stepY = Int32(truncatingIfNeeded: row.stepY)
        let stepZ = Int32(truncatingIfNeeded: row.stepZ)
        let nextX = row.isExactX ? 0 : 1
        let nextY = row.isExactY ? 0 : grid.columns
        let nextZ = row.isExactZ ? 0 : grid.columns &* grid.rows
        if nextZ == 0 {
            // Within slices: half the work.
            for at in row.inner {
                let p = grid.index(Int(x >> 16), Int(y >> 16), Int(z >> 16))
                out[at] = Int16(truncatingIfNeeded: plane(volume, p, nextX, nextY, x >> 4 & 4095, y >> 4 & 4095))
                x = x &+ stepX
                y = y &+ stepY
                z = z &+ stepZ
            }
            return
        }
        for at in row.inner {
            let p = grid.index(Int(x >> 16), Int(y >> 16), Int(z >> 16))
            let fx = x >> 4 & 4095
            let fy = y >> 4 & 4095
            let front = plane(volume, p, nextX, nextY, fx, fy)
            let back = plane(volume, p &+ nextZ, nextX, nextY, fx, fy)
            out[at] = Int16(truncatingIfNeeded: front &+ ((back &- front) &* (z >> 4 & 4095)) >> 12)
            x = x &+ stepX
            y = y &+ stepY
            z = z &+ stepZ
        }
    }

    /// Mixes four neighbours within a slice.
    @inline(__always)
    private static func plane(
        _ volume: UnsafeBufferPointer<Int16>, _ p: Int, _ nextX: Int, _ nextY: Int, _ fx: Int32, _ fy: Int32
    ) -> Int32 {
        let a = Int32(volume[p])
        let b = Int32(volume[p &+ nextY])
        let upper = a &+ ((Int32(volume[p &+ nextX]) &- a) &* fx) >> 12
        let lower = b &+ ((Int32(volume[p &+ nextY &+ nextX]) &- b) &* fx) >> 12
        return upper &+ ((lower &- upper) &* fy) >> 12
    }

    /// A pixel in the outer half of an outermost voxel: neighbours that are not there are taken for the nearest that is.
    private static func clamped(
        _ volume: UnsafeBufferPointer<Int16>, _ grid: Grid, _ row: FixedRow, _ at: Int
    ) -> Int16 {
        func place(_ start: Int64, _ step: Int64, _ count: Int) -> (low: Int, high: Int, part: Int32) {
            let position = start &+ step &* Int64(at)
            let low = Int(position >> 16)
            return (
                min(max(low, 0), count &- 1), min(max(low &+ 1, 0), count &- 1),
                Int32(truncatingIfNeeded: position >> 4 & 4095)
            )
        }
        let x = place(row.x, row.stepX, grid.columns)
        let y = place(row.y, row.stepY, grid.rows)
        let z = place(row.z, row.stepZ, grid.slices)
        func slice(_ k: Int) -> Int32 {
            func line(_ j: Int) -> Int32 {
                let a = Int32(volume[grid.index(x.low, j, k)])
                return a &+ ((Int32(volume[grid.index(x.high, j, k)]) &- a) &* x.part) >> 12
            }
            let upper = line(y.low)
            return upper &+ ((line(y.high) &- upper) &* y.part) >> 12
        }
        let front = slice(z.low)
        return Int16(truncatingIfNeeded: front &+ ((slice(z.high) &- front) &* z.part) >> 12)
    }
}
