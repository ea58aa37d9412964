import PixelEngine

/// Small random volumes for comparing with what is slow and obvious.
struct Scene {
    var grid: Grid
    var intensities: [Int16]
    var labels: [UInt8]

    /// - Parameters:
    ///   - fill: percent of voxels with label 1.
    ///   - values: intensities are from 0 to this minus one.
    init(_ random: inout Seeded, sides: ClosedRange<Int> = 1...9, fill: Int = 45, values: Int = 5) {
        grid = Grid(
            columns: random.within(sides), rows: random.within(sides), slices: random.within(sides),
            spacingX: Double(random.within(2...20)) / 10, spacingY: Double(random.within(2...20)) / 10,
            spacingZ: Double(random.within(2...50)) / 10)
        intensities = []
        labels = []
        for _ in 0..<grid.count {
            intensities.append(Int16(random.below(values)))
            labels.append(random.below(100) < fill ? 1 : 0)
        }
    }

    /// A ball of label 1 in an empty volume.
    static func ball(side: Int, radius: Double, spacing: (Double, Double, Double) = (1, 1, 1)) -> Scene {
        var random = Seeded(1)
        var scene = Scene(&random, sides: side...side, fill: 0)
        scene.grid = Grid(
            columns: side, rows: side, slices: side, spacingX: spacing.0, spacingY: spacing.1, spacingZ: spacing.2)
        let centre = Double(side - 1) / 2
        for (index, place) in scene.places.enumerated() {
            let x = (Double(place.i) - centre) * spacing.0
            let y = (Double(place.j) - centre) * spacing.1
            let z = (Double(place.k) - centre) * spacing.2
            if x * x + y * y + z * z <= radius * radius { scene.labels[index] = 1 }
        }
        return scene
    }

    /// Every voxel in the order of its index.
    var places: [(i: Int, j: Int, k: Int)] {
        (0..<grid.count).map {
            ($0 % grid.columns, $0 / grid.columns % grid.rows, $0 / grid.columns / grid.rows)
        }
    }

    func mask(_ label: UInt8 = 1) -> [UInt8] { labels.map { $0 == label ? 1 : 0 } }

    /// Hands out the label as a field over the whole grid.
    func withField<Result>(_ label: UInt8 = 1, _ body: (borrowing Field<UInt8>) -> Result) -> Result {
        labels.withUnsafeBufferPointer {
            let field = Field.of(label, in: $0, of: grid, within: Box(whole: grid))
            return body(field)
        }
    }

    /// The parts of what `belongs`, by walking from voxel to voxel: a number from 1 on for each, in order of their first voxel.
    func parts(_ neighbours: Int, where belongs: (Int) -> Bool) -> [Int] {
        let most = neighbours == 6 ? 1 : neighbours == 18 ? 2 : 3
        var numbers = [Int](repeating: 0, count: grid.count)
        var next = 0
        for start in 0..<grid.count where numbers[start] == 0 && belongs(start) {
            next += 1
            numbers[start] = next
            var open = [start]
            while let at = open.popLast() {
                let (i, j, k) = (at % grid.columns, at / grid.columns % grid.rows, at / grid.columns / grid.rows)
                for dk in -1...1 {
                    for dj in -1...1 {
                        for di in -1...1 where abs(di) + abs(dj) + abs(dk) <= most {
                            guard grid.contains(i + di, j + dj, k + dk) else { continue }
                            let other = grid.index(i + di, j + dj, k + dk)
                            if numbers[other] == 0 && belongs(other) {
                                numbers[other] = next
                                open.append(other)
                            }
                        }
                    }
                }
            }
        }
        return numbers
    }

    /// The squared distance of a voxel to the nearest that is in a set.
    func squaredDistance(_ index: Int, to set: [Int]) -> Double {
        let places = self.places
        let here = places[index]
        var nearest = Double.infinity
        for other in set {
            let there = places[other]
            let x = Double(here.i - there.i) * grid.spacingX
            let y = Double(here.j - there.j) * grid.spacingY
            let z = Double(here.k - there.k) * grid.spacingZ
            nearest = min(nearest, x * x + y * y + z * z)
        }
        return nearest
    }
}
