import PixelEngine
import Testing

struct InterpolationTests {
    /// A volume of 40 × 40 × 21 with discs in some slices across an axis, then interpolated.
    private func filled(
        axis: Int = 2, _ discs: [(slice: Int, u: Double, v: Double, radius: Double)], label: UInt8 = 1
    ) -> (grid: Grid, labels: [UInt8], inSlice: (Int) -> [(u: Int, v: Int)]) {
        let sides = axis == 0 ? (21, 40, 40) : axis == 1 ? (40, 21, 40) : (40, 40, 21)
        let grid = Grid(
            columns: sides.0, rows: sides.1, slices: sides.2, spacingX: 1, spacingY: 1, spacingZ: 1)
        var labels = [UInt8](repeating: 0, count: grid.count)
        func index(_ slice: Int, _ u: Int, _ v: Int) -> Int {
            axis == 0 ? grid.index(slice, u, v) : axis == 1 ? grid.index(u, slice, v) : grid.index(u, v, slice)
        }
        for disc in discs {
            for v in 0..<40 {
                for u in 0..<40 {
                    let (x, y) = (Double(u) - disc.u, Double(v) - disc.v)
                    if x * x + y * y <= disc.radius * disc.radius { labels[index(disc.slice, u, v)] = label }
                }
            }
        }
        _ = labels.withUnsafeMutableBufferPointer {
            SliceInterpolation.fill(grid, $0, label: label, axis: axis, first: 0, last: 20)
        }
        let result = labels
        return (
            grid, labels,
            { slice in
                (0..<1600).map { (u: $0 % 40, v: $0 / 40) }.filter { result[index(slice, $0.u, $0.v)] == label }
            }
        )
    }

    @Test(arguments: [0, 1, 2])
    func `between two discs there are discs of the radii between`(axis: Int) {
        let volume = filled(axis: axis, [(2, 20, 20, 6), (12, 20, 20, 14)])
        for slice in 3..<12 {
            let radius = 6 + 8 * Double(slice - 2) / 10
            let area = Double(volume.inSlice(slice).count)
            #expect(abs(area - .pi * radius * radius) < 2 * .pi * radius * 0.7)
        }
        #expect(volume.inSlice(1).isEmpty)
        #expect(volume.inSlice(13).isEmpty)
    }

    @Test func `a cylinder stays a cylinder`() {
        let volume = filled([(0, 18, 21, 9), (20, 18, 21, 9)])
        let disc = volume.inSlice(0).map { [$0.u, $0.v] }
        for slice in 1..<20 { #expect(volume.inSlice(slice).map { [$0.u, $0.v] } == disc) }
    }

    @Test func `a disc that moves too far to overlap is followed`() {
        let volume = filled([(0, 6, 6, 4), (10, 32, 30, 4)])
        for slice in 1..<10 {
            let found = volume.inSlice(slice)
            let part = Double(slice) / 10
            let u = Double(found.map(\.u).reduce(0, +)) / Double(max(1, found.count))
            let v = Double(found.map(\.v).reduce(0, +)) / Double(max(1, found.count))
            #expect(abs(Double(found.count) - .pi * 16) < 12)
            #expect(abs(u - (6 + 26 * part)) < 0.8)
            #expect(abs(v - (6 + 24 * part)) < 0.8)
        }
    }

    @Test func `a vessel that forks stays connected, and one that ends tapers`() {
        let fork = filled([(0, 20, 20, 8), (10, 15, 20, 4), (10, 26, 20, 4)])
        for slice in 1..<10 { #expect(fork.inSlice(slice).count > 40) }
        let end = filled([(0, 10, 10, 5), (0, 30, 30, 5), (10, 10, 10, 5)])
        let areas = (0...10).map { slice in end.inSlice(slice).count { $0.u > 20 } }
        #expect(areas == areas.sorted(by: >))
        #expect(areas[5] > 0 && areas[10] == 0)
        #expect((0...10).allSatisfy { slice in end.inSlice(slice).count { $0.u < 20 } >= 75 })
    }

    @Test func `drawn slices do not change, and slices without a neighbour to go to stay empty`() {
        var random = Seeded(5)
        for _ in 0..<40 {
            var scene = Scene(&random, sides: 6...10, fill: 0)
            let slices = (0..<scene.grid.slices).filter { _ in random.below(3) == 0 }
            for (index, at) in scene.places.enumerated() where slices.contains(at.k) && random.below(2) == 0 {
                scene.labels[index] = 1
            }
            let before = scene.labels
            let grid = scene.grid
            let box = scene.labels.withUnsafeMutableBufferPointer {
                SliceInterpolation.fill(grid, $0, label: 1, axis: 2, first: 0, last: grid.slices - 1)
            }
            for (index, at) in scene.places.enumerated() {
                if slices.contains(at.k) { #expect(scene.labels[index] == before[index]) }
                if at.k < slices.min() ?? 99 || at.k > slices.max() ?? -1 { #expect(scene.labels[index] == 0) }
                if scene.labels[index] != before[index] { #expect(box.contains(at.i, at.j, at.k)) }
            }
        }
    }
}
