import PixelEngine
import Testing

struct ComponentsTests {
    @Test(arguments: [Int32(6), 18, 26])
    func `parts are those a walk finds, numbered by their first voxel`(neighbours: Int32) {
        var random = Seeded(100 + UInt64(neighbours))
        for _ in 0..<150 {
            let scene = Scene(&random, fill: random.within(5...80))
            let expected = scene.parts(Int(neighbours)) { scene.labels[$0] == 1 }
            scene.withField { field in
                let parts = Components(of: field, connectivity: Connectivity(neighbours: neighbours))
                var found = [Int](repeating: 0, count: scene.grid.count)
                for (index, run) in parts.runs.enumerated() {
                    for cell in run.start..<run.end { found[Int(cell)] = Int(parts.part[index]) + 1 }
                }
                #expect(found == expected)
                for part in 0..<parts.count {
                    #expect(parts.sizes[part] == expected.count { $0 == part + 1 })
                }
                for cell in 0..<scene.grid.count {
                    #expect(parts.part(at: cell) == (expected[cell] > 0 ? expected[cell] - 1 : nil))
                }
            }
        }
    }

    @Test func `islands are kept, removed and numbered by size`() {
        var random = Seeded(200)
        for _ in 0..<150 {
            let scene = Scene(&random, fill: 30)
            let numbers = scene.parts(6) { scene.labels[$0] == 1 }
            let count = numbers.max() ?? 0
            guard count > 0 else { continue }
            let sizes = (1...count).map { number in numbers.count { $0 == number } }
            let order = (1...count).sorted { (sizes[$1 - 1], $0) < (sizes[$0 - 1], $1) }
            let least = random.within(1...4)
            let pick = random.below(scene.grid.count)

            func check(_ what: (Components, borrowing Field<UInt8>) -> Void, _ expected: (Int) -> UInt8) {
                scene.withField { field in
                    what(Components(of: field, connectivity: .faces), field)
                    #expect(Array(field.cells) == numbers.map { $0 > 0 ? expected($0) : 0 })
                }
            }
            check({ Islands.keepLargest($0, 2, in: $1) }) { order.prefix(2).contains($0) ? 1 : 0 }
            check({ Islands.removeSmall($0, below: least, in: $1) }) { sizes[$0 - 1] >= least ? 1 : 0 }
            check({ _ = Islands.keep($0, at: pick, in: $1) }) { numbers[pick] == 0 || $0 == numbers[pick] ? 1 : 0 }
            check({ _ = Islands.remove($0, at: pick, in: $1) }) { $0 == numbers[pick] ? 0 : 1 }
            check({ Islands.number($0, most: 3, in: $1) }) { number in
                let place = order.firstIndex(of: number) ?? 0
                return place < 3 ? UInt8(place + 1) : 1
            }
        }
    }

    @Test func `holes are the background that a walk from the rim does not reach`() {
        var random = Seeded(300)
        for turn in 0..<200 {
            let scene = Scene(&random, sides: 3...8, fill: 65)
            let axis = turn % 4 == 3 ? nil : turn % 4
            let most = turn % 5 == 0 ? 2 : nil
            var expected = scene.mask()
            // Parts of the background, in each slice for itself if there is an axis.
            let sides = [scene.grid.columns, scene.grid.rows, scene.grid.slices]
            for place in 0..<(axis.map { sides[$0] } ?? 1) {
                func coordinate(_ index: Int, _ axis: Int) -> Int {
                    let at = scene.places[index]
                    return [at.i, at.j, at.k][axis]
                }
                let here = (0..<scene.grid.count).map { index in axis.map { coordinate(index, $0) == place } ?? true }
                let numbers = scene.parts(6) { here[$0] && scene.labels[$0] == 0 }
                for number in 1...max(1, numbers.max() ?? 1) {
                    let members = numbers.indices.filter { numbers[$0] == number }
                    let open = members.contains { index in
                        (0..<3).contains { other in
                            other != axis && [0, sides[other] - 1].contains(coordinate(index, other))
                        }
                    }
                    if !open && members.count <= most ?? .max { for index in members { expected[index] = 1 } }
                }
            }
            scene.withField { field in
                let before = field.population
                let filled = Holes.fill(field, axis: axis, most: most)
                #expect(Array(field.cells) == expected)
                #expect(filled == field.population - before)
            }
        }
    }

    @Test func `boolean operations on runs are those on voxels`() {
        var random = Seeded(400)
        for _ in 0..<200 {
            let size = random.within(0...40)
            let a = (0..<size).map { _ in UInt8(random.below(2)) }
            let b = (0..<size).map { _ in UInt8(random.below(2)) }
            let (first, second) = (a.withUnsafeBufferPointer { RunSet($0) }, b.withUnsafeBufferPointer { RunSet($0) })
            let rules: [(RunSet.Operation, (UInt8, UInt8) -> UInt8)] = [
                (.union, { $0 | $1 }), (.subtract, { $0 & (1 - $1) }), (.intersect, { $0 & $1 }), (.copy, { $1 }),
                (.invert, { a, _ in 1 - a }),
            ]
            for (operation, rule) in rules {
                let result = first.merged(operation, with: second, size: size)
                let expected = zip(a, b).map { rule($0, $1) }
                #expect(result == expected.withUnsafeBufferPointer { RunSet($0) })
                var written = [UInt8](repeating: 7, count: size)
                written.withUnsafeMutableBufferPointer { result.write(to: $0) }
                #expect(written == expected)
                #expect(result.count == expected.count { $0 != 0 })
            }
        }
    }

    @Test func `the extent of a label is the smallest box around it`() {
        var random = Seeded(500)
        for _ in 0..<200 {
            let scene = Scene(&random, sides: 1...20, fill: random.below(4))
            var expected = Box.none
            for (index, place) in scene.places.enumerated() where scene.labels[index] == 1 {
                expected.include(place.i, place.j, place.k)
            }
            let found = scene.labels.withUnsafeBufferPointer {
                Extent.of(1, in: $0, of: scene.grid, within: Box(whole: scene.grid))
            }
            #expect(found == expected)
        }
    }
}
