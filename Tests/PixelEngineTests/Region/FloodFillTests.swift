import PixelEngine
import Testing

struct FloodFillTests {
    @Test(arguments: [Int32(6), 18, 26])
    func `a flood reaches what a walk from voxel to voxel reaches`(neighbours: Int32) {
        var random = Seeded(UInt64(neighbours))
        for _ in 0..<150 {
            let scene = Scene(&random)
            let start = random.below(scene.grid.count)
            let seed = scene.places[start]
            let own = Int32(scene.intensities[start])
            let (low, high) = (own - Int32(random.below(2)), own + Int32(random.below(2)))
            let parts = scene.parts(Int(neighbours)) { (low...high).contains(Int32(scene.intensities[$0])) }
            let expected = parts.map { $0 == parts[start] ? UInt8(1) : 0 }
            let field = Field<UInt8>(Box(whole: scene.grid), filledWith: 0)
            let count = scene.intensities.withUnsafeBufferPointer {
                FloodFill.grow(
                    scene.grid, from: seed, where: IntensityRange($0, low, high),
                    connectivity: Connectivity(neighbours: neighbours), into: field)
            }
            #expect(Array(field.cells) == expected)
            #expect(count == expected.count { $0 != 0 })
        }
    }

    @Test func `a flood stays in its box`() {
        var random = Seeded(7)
        for _ in 0..<60 {
            var scene = Scene(&random, sides: 4...8, values: 2)
            scene.intensities = scene.intensities.map { _ in 3 }
            let box = Box(minI: 1, minJ: 1, minK: 2, endI: 3, endJ: 4, endK: 3)
            let field = Field<UInt8>(box, filledWith: 0)
            let count = scene.intensities.withUnsafeBufferPointer {
                FloodFill.grow(
                    scene.grid, from: (1, 2, 2), where: IntensityRange($0, 3, 3), connectivity: .corners, into: field)
            }
            #expect(count == 2 * 3 * 1)
        }
    }

    @Test func `a flood from outside its box, or where the seed does not belong, is empty`() {
        var random = Seeded(9)
        let scene = Scene(&random, sides: 5...5)
        let field = Field<UInt8>(Box(whole: scene.grid), filledWith: 0)
        scene.intensities.withUnsafeBufferPointer {
            for seed in [(-1, 0, 0), (5, 0, 0), (0, 0, 7)] {
                let count = FloodFill.grow(
                    scene.grid, from: seed, where: IntensityRange($0, 0, 9), connectivity: .faces, into: field)
                #expect(count == 0)
            }
            let count = FloodFill.grow(
                scene.grid, from: (0, 0, 0), where: IntensityRange($0, 90, 99), connectivity: .faces, into: field)
            #expect(count == 0)
        }
        #expect(field.population == 0)
    }

    @Test func `confidence growing takes the bright blob and leaves the noise around it`() {
        var random = Seeded(11)
        var scene = Scene.ball(side: 21, radius: 6)
        for index in 0..<scene.grid.count {
            scene.intensities[index] = Int16((scene.labels[index] == 1 ? 200 : 20) + random.below(9) - 4)
        }
        var how = ConfidenceGrowing.Parameters()
        how.factor = 4
        how.rounds = 6
        let field = Field<UInt8>(Box(whole: scene.grid), filledWith: 0)
        let found = scene.intensities.withUnsafeBufferPointer {
            ConfidenceGrowing.grow(scene.grid, $0, from: (10, 10, 10), how, into: field)
        }
        #expect(Array(field.cells) == scene.mask())
        #expect(found.voxels == scene.labels.count { $0 == 1 })
        #expect(found.low > 100 && found.high < 300)
    }

    @Test func `no parameter of confidence growing traps`() {
        var random = Seeded(13)
        for _ in 0..<200 {
            let scene = Scene(&random)
            var how = ConfidenceGrowing.Parameters()
            how.factor = [0, -1, 1e300, .infinity, .nan, 2][random.below(6)]
            how.rounds = [-1, 0, 5, .max][random.below(4)]
            how.radius = [-1, 0, 5, .max][random.below(4)]
            let field = Field<UInt8>(Box(whole: scene.grid), filledWith: 0)
            let seed = scene.places[random.below(scene.grid.count)]
            let found = scene.intensities.withUnsafeBufferPointer {
                ConfidenceGrowing.grow(scene.grid, $0, from: seed, how, into: field)
            }
            #expect(found.voxels >= 1)
        }
    }

    @Test func `an isocontour has at least its share of the maximum`() {
        var scene = Scene.ball(side: 15, radius: 5)
        for (index, place) in scene.places.enumerated() {
            let (x, y, z) = (place.i - 7, place.j - 7, place.k - 7)
            scene.intensities[index] = Int16(max(0, 1000 - 10 * (x * x + y * y + z * z)))
        }
        let field = Field<UInt8>(Box(whole: scene.grid), filledWith: 0)
        let found = scene.intensities.withUnsafeBufferPointer {
            RegionProposal.grow(
                scene.grid, $0, from: (7, 8, 7), around: Box(whole: scene.grid), .isocontour(thousandths: 410, zero: 0),
                connectivity: .faces, into: field)
        }
        #expect(found.low == 410)
        #expect(Array(field.cells) == scene.intensities.map { $0 >= 410 ? 1 : 0 })
    }

    @Test func `two classes are told apart by their own threshold, from either side`() {
        var scene = Scene.ball(side: 15, radius: 5)
        scene.intensities = scene.labels.map { $0 == 1 ? 300 : -100 }
        for (seed, label) in [((7, 7, 7), UInt8(1)), ((0, 0, 0), 0)] {
            let field = Field<UInt8>(Box(whole: scene.grid), filledWith: 0)
            _ = scene.intensities.withUnsafeBufferPointer {
                RegionProposal.grow(
                    scene.grid, $0, from: seed, around: Box(whole: scene.grid), .classes, connectivity: .faces,
                    into: field)
            }
            #expect(Array(field.cells) == scene.mask(label))
        }
    }
}
