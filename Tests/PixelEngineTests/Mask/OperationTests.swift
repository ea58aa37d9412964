import PixelEngine
import Testing

struct OperationTests {
    /// An editor whose layer 0 holds the scene's labels.
    private func editor(_ scene: Scene) throws -> MaskEditor {
        let editor = try #require(MaskEditor(grid: scene.grid))
        let words = scene.labels.map { Int32($0) << 24 | 1 }
        #expect(editor.apply(Records.record(.load, segment: 0, flags: .replace, [0] + words)).failure == nil)
        return editor
    }

    private func labels(_ editor: MaskEditor, _ layer: Int = 0) -> [UInt8] { Array(editor.labels(layer)) }

    private func apply(_ scene: Scene, _ words: [Int32]) throws -> [UInt8] {
        let editor = try editor(scene)
        let outcome = editor.apply(words, intensities: scene.intensities)
        #expect(outcome.failure == nil)
        #expect(outcome.changed == differences(scene.labels, labels(editor)))
        return labels(editor)
    }

    private func point(_ i: Int, _ j: Int, _ k: Int) -> [Int32] { [Int32(i * 256), Int32(j * 256), Int32(k * 256)] }

    @Test func `flood fill takes the connected range, in a slice only its slice, and erases`() throws {
        var scene = Scene.ball(side: 15, radius: 5)
        scene.intensities = scene.labels.map { $0 == 1 ? 100 : 0 }
        let all = Records.box(scene.grid)
        let ball = scene.mask()
        var empty = scene
        empty.labels = scene.labels.map { _ in 0 }
        let whole = try apply(empty, Records.record(.floodFill, segment: 5, point(7, 7, 7) + [50, 150, -1] + all))
        #expect(whole == ball.map { $0 * 5 })
        let slice = try apply(empty, Records.record(.floodFill, segment: 5, point(7, 7, 7) + [50, 150, 1] + all))
        #expect(slice == zip(ball, scene.places).map { $1.j == 7 ? $0 * 5 : 0 })
        let gone = try apply(
            scene, Records.record(.floodFill, flags: .erase, point(7, 7, 7) + [50, 150, 2] + all))
        #expect(gone == zip(ball, scene.places).map { $1.k == 7 ? 0 : $0 })
        let bucket = try apply(
            scene, Records.record(.floodFill, segment: 9, flags: .byLabel, point(7, 7, 7) + [0, 0, -1] + all))
        #expect(bucket == ball.map { $0 * 9 })
    }

    @Test func `islands, holes, margin, smoothing and hollowing do what their kernels do`() throws {
        let scene = Scene.ball(side: 17, radius: 6)
        var speckled = scene
        speckled.labels[0] = 1
        speckled.labels[scene.grid.index(8, 8, 8)] = 0
        let kept = try apply(speckled, Records.record(.islands, [0, 0, 0, 0, 0, 0]))
        #expect(kept[0] == 0 && kept[scene.grid.index(8, 8, 2)] == 1)
        let split = try apply(speckled, Records.record(.islands, [3, 0, 0, 0, 0, 7]))
        #expect(split[0] == 7 && split[scene.grid.index(8, 8, 2)] == 1)
        let filled = try apply(kept == [] ? scene : speckled, Records.record(.fillHoles, [-1, 0]))
        #expect(filled[scene.grid.index(8, 8, 8)] == 1)
        let bounded = try apply(speckled, Records.record(.fillHoles, [2, 0]))
        #expect(bounded == filled)

        let grown = try apply(scene, Records.record(.margin, [2000, -1]))
        let shrunk = try apply(scene, Records.record(.margin, [-2000, -1]))
        scene.withField { field in
            Margin.grow(field, by: 2, of: scene.grid)
            #expect(grown == Array(field.cells))
        }
        scene.withField { field in
            Margin.shrink(field, by: 2, of: scene.grid)
            #expect(shrunk == Array(field.cells))
        }
        let wall = try apply(scene, Records.record(.margin, flags: .hollowInside, [2000, -1]))
        #expect(wall == zip(scene.labels, shrunk).map { $0 - $1 })
        let shell = try apply(scene, Records.record(.margin, flags: .hollowOutside, [2000, -1]))
        #expect(shell == zip(grown, scene.labels).map { $0 - $1 })
        let median = try apply(scene, Records.record(.smooth, [0, 1000, -1]))
        scene.withField { field in
            MedianFilter.smooth(field, radius: 1, of: scene.grid)
            #expect(median == Array(field.cells))
        }
    }

    @Test func `a margin within slices does not leave them`() throws {
        var scene = Scene.ball(side: 11, radius: 0)
        scene.labels[scene.grid.index(5, 5, 5)] = 1
        for axis in 0..<3 {
            let found = try apply(scene, Records.record(.margin, [3000, Int32(axis)]))
            #expect(found.count { $0 == 1 } == 29)
            for (index, at) in scene.places.enumerated() where found[index] == 1 {
                #expect([at.i, at.j, at.k][axis] == 5)
            }
        }
    }

    @Test func `a boolean operation combines segments of two layers`() throws {
        var random = Seeded(1)
        let rules: [(Int32, (Bool, Bool) -> Bool)] = [
            (0, { $0 || $1 }), (1, { $0 && !$1 }), (2, { $0 && $1 }), (3, { $1 }), (4, { a, _ in !a }),
        ]
        for (operation, rule) in rules {
            let scene = Scene(&random, sides: 4...6)
            let other = scene.labels.map { _ in UInt8(random.below(2)) }
            let editor = try editor(scene)
            let words = other.map { Int32($0) << 24 | 1 }
            #expect(editor.apply(Records.record(.load, layer: 1, segment: 3, [0] + words)).failure == nil)
            let other3 = operation == 4 ? [operation, 0, 0] : [operation, 1, 3]
            #expect(editor.apply(Records.record(.boolean, other3)).failure == nil)
            let expected = zip(scene.labels, other).map { rule($0 == 1, $1 == 1) ? UInt8(1) : 0 }
            #expect(labels(editor) == expected)
            #expect(labels(editor, 1) == other.map { $0 * 3 })
        }
    }

    @Test func `slices between drawn ones are filled, and only over what is free if so asked`() throws {
        var scene = Scene.ball(side: 12, radius: 0)
        scene.labels = scene.labels.map { _ in 0 }
        for (index, at) in scene.places.enumerated() where (3..<9).contains(at.i) && (3..<9).contains(at.j) {
            if at.k == 1 || at.k == 9 { scene.labels[index] = 1 }
            if at.k == 5 { scene.labels[index] = 2 }
        }
        let found = try apply(scene, Records.record(.interpolate, flags: .onlyUnlabelled, [2, -1, -1]))
        for (index, at) in scene.places.enumerated() {
            let inside = (3..<9).contains(at.i) && (3..<9).contains(at.j) && (1...9).contains(at.k)
            #expect(found[index] == (inside ? (at.k == 5 ? 2 : 1) : 0))
        }
    }

    @Test func `a traced contour fills its slice across any axis`() throws {
        var scene = Scene.ball(side: 10, radius: 0)
        scene.labels = scene.labels.map { _ in 0 }
        let square = [(2, 2), (6, 2), (6, 6), (2, 6)]
        for axis in 0..<3 {
            let points = square.flatMap { (u, v) in
                axis == 0 ? point(0, u, v) : axis == 1 ? point(u, 0, v) : point(u, v, 0)
            }
            let found = try apply(scene, Records.record(.livewire, [Int32(axis), 4, 4] + points))
            for (index, at) in scene.places.enumerated() {
                let (u, v, w) = axis == 0 ? (at.j, at.k, at.i) : axis == 1 ? (at.i, at.k, at.j) : (at.i, at.j, at.k)
                #expect(found[index] == (w == 4 && (2..<6).contains(u) && (2..<6).contains(v) ? 1 : 0))
            }
        }
    }

    @Test func `growing from seeds throws the background away and stops at what is locked`() throws {
        var scene = Scene.ball(side: 15, radius: 5)
        let ball = scene.mask()
        scene.intensities = ball.map { $0 == 1 ? 1000 : 0 }
        scene.labels = ball.map { _ in 0 }
        scene.labels[scene.grid.index(7, 7, 7)] = 1
        scene.labels[0] = 2
        for (index, at) in scene.places.enumerated() where at.k == 9 { scene.labels[index] = 3 }
        let record = Records.record(.growCut, segment: 0, locks: [3], Records.box(scene.grid) + [0, 2])
        let found = try apply(scene, record)
        for (index, at) in scene.places.enumerated() where at.k < 9 {
            #expect(found[index] == (index == 0 ? 2 : ball[index]))
        }
        for (index, at) in scene.places.enumerated() {
            if at.k == 9 { #expect(found[index] == 3) }
            if at.k > 9 { #expect(found[index] == 0) }
        }
    }

    @Test func `no word of an operation traps, and undo brings back what was there`() throws {
        var random = Seeded(77)
        let kinds = MaskKind.allCases.filter { (5...14).contains($0.rawValue) }
        let odd: [Int32] = [.min, .max, -1, 0, 1, 2, 3, 255, 256, 1000, 5000, -3000, 1_000_000]
        for turn in 0..<1500 {
            let scene = Scene(&random, sides: 1...6)
            let editor = try editor(scene)
            let before = editor.hash
            let kind = kinds[turn % kinds.count]
            let flags = MaskFlags(rawValue: Int32(truncatingIfNeeded: random.next()) & 0x01F0_FF31)
            var words = Records.record(
                kind, segment: Int32(random.below(4)), flags: flags,
                (0..<random.below(16)).map { _ in
                    random.below(2) == 0 ? odd[random.below(odd.count)] : Int32(random.below(6) * 256)
                })
            // Half of them as long as they should be, so that more than the length is tried.
            let lengths: [MaskKind: Int] = [
                .floodFill: 12, .confidenceGrow: 13, .islands: 6, .fillHoles: 2, .margin: 2, .smooth: 3, .boolean: 3,
                .interpolate: 3, .livewire: 12, .growCut: 8,
            ]
            if let length = lengths[kind], random.below(4) > 0 {
                while words.count > 5 + length { words.removeLast() }
                while words.count < 5 + length { words.append(Int32(random.below(6))) }
                if kind == .livewire { words[7] = 3 }
            }
            let outcome = editor.apply(words, intensities: random.below(8) == 0 ? [] : scene.intensities)
            if outcome.failure != nil {
                #expect(editor.hash == before)
            } else if outcome.changed > 0 {
                #expect(editor.hash != before)
                #expect(editor.apply(Records.undo).failure == nil)
                #expect(editor.hash == before)
            }
        }
    }
}
