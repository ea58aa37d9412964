import PixelEngine
import Testing

struct GrowCutTests {
    /// Distances by relaxing every edge until nothing changes.
    private func distances(
        _ scene: Scene, _ seeds: [Int16], _ locality: Int, _ neighbours: Int
    ) -> (distance: [Int], label: [Set<Int16>]) {
        let places = scene.places
        let most = neighbours == 6 ? 1 : 3
        var distance = seeds.map { $0 > 0 ? 0 : Int.max }
        var label = seeds.map { $0 > 0 ? Set([$0]) : [] }
        var changed = true
        while changed {
            changed = false
            for (a, one) in places.enumerated() where distance[a] < .max && seeds[a] >= 0 {
                for (b, other) in places.enumerated() where seeds[b] >= 0 && a != b {
                    let steps = [abs(one.i - other.i), abs(one.j - other.j), abs(one.k - other.k)]
                    guard steps.max() == 1, steps.reduce(0, +) <= most else { continue }
                    let reached =
                        distance[a] + 1 + locality + abs(Int(scene.intensities[a]) - Int(scene.intensities[b]))
                    if reached < distance[b] {
                        (distance[b], label[b], changed) = (reached, label[a], true)
                    } else if reached == distance[b], !label[a].isSubset(of: label[b]) {
                        label[b].formUnion(label[a])
                        changed = true
                    }
                }
            }
        }
        return (distance, label)
    }

    @Test(arguments: [Int32(6), 26])
    func `every voxel has a label of the seeds nearest over differences of intensity`(neighbours: Int32) {
        var random = Seeded(UInt64(neighbours))
        for _ in 0..<60 {
            let scene = Scene(&random, sides: 1...5, values: 60)
            let seeds = (0..<scene.grid.count).map { _ in [Int16(1), 2, 3, -1, 0, 0, 0, 0, 0][random.below(9)] }
            let locality = random.below(10)
            let field = Field<Int16>(Box(whole: scene.grid), filledWith: 0)
            for index in seeds.indices { field.cells[index] = seeds[index] }
            scene.intensities.withUnsafeBufferPointer {
                GrowCut.grow(
                    field, scene.grid, $0, locality: Int32(locality), connectivity: Connectivity(neighbours: neighbours)
                )
            }
            let expected = distances(scene, seeds, locality, Int(neighbours))
            for index in seeds.indices {
                if seeds[index] != 0 {
                    #expect(field.cells[index] == seeds[index])
                } else if expected.distance[index] == .max {
                    #expect(field.cells[index] == 0)
                } else {
                    #expect(expected.label[index].contains(field.cells[index]))
                }
            }
        }
    }

    @Test func `a seed inside and one outside find the ball`() {
        var random = Seeded(3)
        var scene = Scene.ball(side: 25, radius: 8)
        for index in scene.labels.indices {
            scene.intensities[index] = Int16(Int(scene.labels[index]) * 20_000 - 9_000 + random.below(200))
        }
        let field = Field<Int16>(Box(whole: scene.grid), filledWith: 0)
        field.cells[field.index(12, 12, 12)] = 1
        field.cells[field.index(1, 1, 1)] = 2
        scene.intensities.withUnsafeBufferPointer {
            GrowCut.grow(field, scene.grid, $0, locality: 0, connectivity: .faces)
        }
        #expect(Array(field.cells) == scene.labels.map { $0 == 1 ? 1 : 2 })
    }

    @Test func `no locality traps`() {
        var random = Seeded(4)
        let scene = Scene(&random, sides: 4...4)
        for locality in [Int32.min, -1, 0, .max] {
            let field = Field<Int16>(Box(whole: scene.grid), filledWith: 0)
            field.cells[0] = 255
            scene.intensities.withUnsafeBufferPointer {
                GrowCut.grow(field, scene.grid, $0, locality: locality, connectivity: .corners)
            }
            #expect(field.cells.allSatisfy { $0 == 255 })
        }
    }
}
