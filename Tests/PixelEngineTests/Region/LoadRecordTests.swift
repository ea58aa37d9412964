import PixelEngine
import Testing

struct LoadRecordTests {
    @Test func `a region written down and accepted is the region`() throws {
        var random = Seeded(21)
        for _ in 0..<80 {
            let scene = Scene(&random, sides: 1...8, fill: random.within(0...100))
            let editor = try #require(MaskEditor(grid: scene.grid))
            let words = scene.withField { LoadRecord.parameters(of: $0, in: scene.grid) }
            guard !words.isEmpty else {
                #expect(scene.labels.allSatisfy { $0 == 0 })
                continue
            }
            let outcome = editor.apply(Records.record(.accept, segment: 6, words))
            #expect(outcome.failure == nil)
            #expect(Array(editor.labels(0)) == scene.labels.map { $0 * 6 })
        }
    }
}
