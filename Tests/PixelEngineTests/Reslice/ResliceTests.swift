import PixelEngine
import Testing

@Suite("Reslice")
struct ResliceTests {
    let grid = Grid(columns: 30, rows: 26, slices: 14, spacingX: 1, spacingY: 1, spacingZ: 1)

    /// The engine's own fixed-point positions, sampled one pixel at a time by the definition.
    private func positions(_ plane: ReslicePlane, _ i: Int, _ j: Int) -> [Double] {
        let start = plane.origin + plane.down * Double(j)
        func fixed(_ start: Double, _ step: Double) -> Double {
            (start * 65536).rounded(.down) / 65536 + (step * 65536 + 0.5).rounded(.down) / 65536 * Double(i)
        }
        return [fixed(start.x, plane.right.x), fixed(start.y, plane.right.y), fixed(start.z, plane.right.z)]
    }

    private func twin(_ volume: [Int16], _ plane: ReslicePlane, isSmooth: Bool, fill: Double) -> [Double] {
        let sides = [grid.columns, grid.rows, grid.slices]
        var picture: [Double] = []
        for j in 0..<plane.rows {
            for i in 0..<plane.columns {
                let place = positions(plane, i, j)
                guard zip(place, sides).allSatisfy({ $0 >= -0.5 && $0 < Double($1) - 0.5 }) else {
                    picture.append(fill)
                    continue
                }
                if !isSmooth {
                    let near = place.map { Int(($0 + 0.5).rounded(.down)) }
                    picture.append(Double(volume[grid.index(near[0], near[1], near[2])]))
                    continue
                }
                var sum = 0.0
                for corner in 0..<8 {
                    var weight = 1.0
                    var voxel = [0, 0, 0]
                    for axis in 0..<3 {
                        let low = place[axis].rounded(.down)
                        let part = place[axis] - low
                        let upper = corner >> axis & 1
                        weight *= upper == 1 ? part : 1 - part
                        voxel[axis] = min(max(Int(low) + upper, 0), sides[axis] - 1)
                    }
                    sum += weight * Double(volume[grid.index(voxel[0], voxel[1], voxel[2])])
                }
                picture.append(sum)
            }
        }
        return picture
    }

    private func planes() -> [ReslicePlane] {
        var seeded = Seeded(8)
        func unit() -> Double { Double(seeded.within(-1000...1000)) / 900 }
        var planes = (0..<30).map { _ in
            ReslicePlane(
                origin: Vector(unit() * 20, unit() * 20, unit() * 10), right: Vector(unit(), unit(), unit()),
                down: Vector(unit(), unit(), unit()), columns: seeded.within(1...60), rows: seeded.within(1...50))
        }
        for k in [0.0, 13, 6.5, -0.5, 13.4, 13.5, -1] {
            planes.append(
                ReslicePlane(
                    origin: Vector(-1, -1, k), right: Vector(1, 0, 0), down: Vector(0, 1, 0), columns: 33, rows: 29))
            planes.append(
                ReslicePlane(
                    origin: Vector(k, 25, 13), right: Vector(0, -0.5, 0), down: Vector(0, 0, -1), columns: 60, rows: 16)
            )
        }
        return planes
    }

    @Test(arguments: [Reslice.Sampling.nearest, .trilinear])
    func `a plane shows what stands at its pixels' places`(_ sampling: Reslice.Sampling) {
        let volume = scene(grid, seed: 2)
        for plane in planes() {
            var picture = [Int16](repeating: 77, count: plane.columns * plane.rows)
            volume.withUnsafeBufferPointer { volume in
                picture.withUnsafeMutableBufferPointer {
                    Reslice.intensities(volume, grid, plane, sampling, fill: -999, into: $0)
                }
            }
            let expected = twin(volume, plane, isSmooth: sampling == .trilinear, fill: -999)
            let worst = zip(picture, expected).map { abs(Double($0) - $1) }.max() ?? 0
            // Fractions have 12 bits and each of three mixes rounds down.
            #expect(worst <= (sampling == .nearest ? 0 : 3.5))
        }
    }

    @Test func `labels are never mixed`() {
        let labels = (0..<grid.count).map { UInt8($0 % 7) }
        for plane in planes() {
            var picture = [UInt8](repeating: 77, count: plane.columns * plane.rows)
            labels.withUnsafeBufferPointer { labels in
                picture.withUnsafeMutableBufferPointer { Reslice.labels(labels, grid, plane, into: $0) }
            }
            let expected = twin(labels.map { Int16($0) }, plane, isSmooth: false, fill: 0)
            #expect(differences(picture.map { Double($0) }, expected) == 0)
        }
    }

    @Test(arguments: [Reslice.Projection.maximum, .minimum, .mean])
    func `a slab shows the planes it is made of`(_ projection: Reslice.Projection) {
        let volume = scene(grid, seed: 3)
        for (at, plane) in planes().enumerated() {
            let through = at % 2 == 0 ? Vector(0, 0, 1) : Vector(0.3, -0.4, 0.7)
            let sampling: Reslice.Sampling = at % 3 == 0 ? .nearest : .trilinear
            let count = plane.columns * plane.rows
            var picture = [Int16](repeating: 77, count: count)
            var parts: [[Int16]] = []
            volume.withUnsafeBufferPointer { volume in
                picture.withUnsafeMutableBufferPointer {
                    Reslice.slab(
                        volume, grid, plane, through: through, count: 6, sampling, projection, fill: Int16.min, into: $0
                    )
                }
                for t in 0..<6 {
                    var part = [Int16](repeating: 0, count: count)
                    var shifted = plane
                    shifted.origin = plane.origin + through * Double(t)
                    part.withUnsafeMutableBufferPointer {
                        Reslice.intensities(volume, grid, shifted, sampling, fill: Int16.min, into: $0)
                    }
                    parts.append(part)
                }
            }
            let expected = (0..<count).map { pixel -> Int16 in
                let values = parts.map { Int($0[pixel]) }.filter { $0 != Int(Int16.min) }
                guard let highest = values.max(), let lowest = values.min() else { return .min }
                switch projection {
                case .maximum: return Int16(highest)
                case .minimum: return Int16(lowest)
                case .mean: return Int16((Double(values.reduce(0, +)) / Double(values.count) + 0.5).rounded(.down))
                }
            }
            // Starts are rounded once a plane, in two ways of adding: a pixel on the brink may differ.
            #expect(differences(picture, expected) <= count / 200)
        }
    }

    @Test func `planes nobody could mean leave the picture alone`() {
        let volume = scene(grid, seed: 3)
        let plane = ReslicePlane(
            origin: .zero, right: Vector(1, 0, 0), down: Vector(0, 1, 0), columns: 5, rows: 5)
        var broken = [plane, plane, plane, plane]
        broken[0].origin.x = .nan
        broken[1].right.y = .infinity
        broken[2].columns = 0
        broken[3].rows = -3
        for plane in broken {
            var picture = [Int16](repeating: 77, count: 25)
            volume.withUnsafeBufferPointer { volume in
                picture.withUnsafeMutableBufferPointer {
                    Reslice.intensities(volume, grid, plane, .trilinear, fill: 0, into: $0)
                }
            }
            #expect(picture.allSatisfy { $0 == 77 })
        }
    }
}
