import PixelEngine
import Testing

struct LivewireTests {
    /// A bright disc of radius 20 around (40, 40) with some noise, in the slice 1 across an axis.
    private func disc(_ axis: Int) -> (grid: Grid, intensities: [Int16]) {
        let sides = axis == 0 ? (3, 80, 80) : axis == 1 ? (80, 3, 80) : (80, 80, 3)
        let grid = Grid(columns: sides.0, rows: sides.1, slices: sides.2, spacingX: 1, spacingY: 1, spacingZ: 1)
        var random = Seeded(1)
        var intensities = [Int16](repeating: 0, count: grid.count)
        for index in 0..<grid.count {
            let (i, j, k) = (index % grid.columns, index / grid.columns % grid.rows, index / grid.columns / grid.rows)
            let (u, v) = axis == 0 ? (j, k) : axis == 1 ? (i, k) : (i, j)
            let (x, y) = (u - 40, v - 40)
            intensities[index] = Int16((x * x + y * y <= 400 ? 300 : 0) + random.below(20))
        }
        return (grid, intensities)
    }

    private func pairs(_ path: [Int32]) -> [(u: Int, v: Int)] {
        stride(from: 0, to: path.count, by: 2).map { (Int(path[$0]), Int(path[$0 + 1])) }
    }

    @Test(arguments: [0, 1, 2])
    func `the wire follows the edge of a disc, step by step`(axis: Int) {
        let (grid, intensities) = disc(axis)
        intensities.withUnsafeBufferPointer { intensities in
            var wire = Livewire(grid, axis: axis, slice: 1)
            #expect(wire.setSeed(intensities, u: 60, v: 40) == true)
            let path = pairs(wire.path(intensities, toU: 40, v: 60))
            #expect(path.first.map { [$0.u, $0.v] } == [60, 40])
            #expect(path.last.map { [$0.u, $0.v] } == [40, 60])
            for (a, b) in zip(path, path.dropFirst()) { #expect(max(abs(a.u - b.u), abs(a.v - b.v)) == 1) }
            for point in path {
                let (x, y) = (Double(point.u - 40), Double(point.v - 40))
                #expect(abs((x * x + y * y).squareRoot() - 20.3) < 1.8)
            }
        }
    }

    @Test func `outside the slice, or without a seed, there is no path`() {
        let (grid, intensities) = disc(2)
        intensities.withUnsafeBufferPointer { intensities in
            var wire = Livewire(grid, axis: 2, slice: 1)
            #expect(wire.path(intensities, toU: 3, v: 3).isEmpty)
            #expect(wire.setSeed(intensities, u: 80, v: 3) == false)
            #expect(wire.setSeed(intensities, u: 0, v: 0) == true)
            #expect(wire.path(intensities, toU: 0, v: 0) == [0, 0])
            #expect(wire.path(intensities, toU: -1, v: 4).isEmpty)
            var nowhere = Livewire(grid, axis: 2, slice: 9)
            #expect(nowhere.setSeed(intensities, u: 1, v: 1) == false)
            var short = Livewire(grid, axis: 2, slice: 1)
            #expect(short.setSeed(UnsafeBufferPointer(rebasing: intensities[..<10]), u: 1, v: 1) == false)
        }
    }

    @Test func `the wire reaches beyond its window`() {
        let grid = Grid(columns: 400, rows: 30, slices: 1, spacingX: 1, spacingY: 1, spacingZ: 1)
        let intensities = [Int16](repeating: 5, count: grid.count)
        intensities.withUnsafeBufferPointer { intensities in
            var wire = Livewire(grid, axis: 2, slice: 0)
            #expect(wire.setSeed(intensities, u: 10, v: 10) == true)
            let path = pairs(wire.path(intensities, toU: 390, v: 12))
            // Where nothing is an edge the way is the shortest: 380 steps.
            #expect(path.count == 381)
        }
    }

    @Test func `a trained wire prefers the weaker edge it was shown`() {
        // Two parallel edges: a strong one at column 20, a weak one at column 30.
        let grid = Grid(columns: 50, rows: 60, slices: 1, spacingX: 1, spacingY: 1, spacingZ: 1)
        let intensities = (0..<grid.count).map { index -> Int16 in
            let u = index % 50
            return u < 20 ? 0 : u < 30 ? 400 : 520
        }
        intensities.withUnsafeBufferPointer { intensities in
            func columns(_ trained: Bool) -> [Int] {
                var wire = Livewire(grid, axis: 2, slice: 0)
                _ = wire.setSeed(intensities, u: 30, v: 5)
                if trained { wire.train((5..<15).flatMap { [30, Int32($0)] }) }
                _ = wire.setSeed(intensities, u: 30, v: 5)
                return pairs(wire.path(intensities, toU: 30, v: 55)).map(\.u)
            }
            #expect(columns(false).contains { $0 < 23 })
            #expect(columns(true).allSatisfy { abs($0 - 30) <= 1 })
        }
    }
}
