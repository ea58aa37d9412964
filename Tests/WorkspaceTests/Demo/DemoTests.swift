import JSON
import LabelConfig
import Testing

@testable import Workspace

@Suite struct DemoTests {
    @Test func `every mention stands where the note says, counted in code points`() throws {
        var chance = SeededChance(seed: 1)
        for number in 1...40 {
            let task = DischargeNote(number: number, chance: &chance).task(isLabeled: true)
            let text = Array(try #require(task["data"]?["text"]?.string).unicodeScalars)
            #expect(String(String.UnicodeScalarView(text)).contains("SYNTHETIC"))
            let result = try #require(task["annotations"]?[0]?["result"]?.array)
            let spans = result.filter { $0["type"] == "labels" }
            #expect(spans.count > 10)
            for span in spans {
                let start = try #require(span["value"]?["start"]?.integer)
                let end = try #require(span["value"]?["end"]?.integer)
                let part = String(String.UnicodeScalarView(text[start..<end]))
                #expect(span["value"]?["text"] == .string(part))
            }
            let ids = Set(spans.compactMap { $0["id"]?.string })
            #expect(ids.count == spans.count)
            for relation in result where relation["type"] == "relation" {
                #expect(ids.contains(relation["from_id"]?.string ?? ""))
                #expect(ids.contains(relation["to_id"]?.string ?? ""))
            }
        }
    }

    @Test func `the results fit their configurations`() throws {
        var chance = SeededChance(seed: 2)
        let notes = try LabelConfig(validating: DischargeNote.labelConfig)
        let films = try LabelConfig(validating: ChestPhantom.labelConfig)
        for number in 1...20 {
            let note = DischargeNote(number: number, chance: &chance).task(isLabeled: true)
            let film = ChestPhantom(number: number, chance: &chance).task(image: "/x.png", isLabeled: true)
            for (task, config) in [(note, notes), (film, films)] {
                let result = try #require(task["annotations"]?[0]?["result"])
                #expect(config.validateResult(result, taskData: task["data"]).isEmpty)
            }
        }
    }

    @Test func `a phantom is a sound PNG that shows what it says`() throws {
        var chance = SeededChance(seed: 3)
        let phantom = ChestPhantom(number: 1, chance: &chance)
        let picture = phantom.draw()
        let png = picture.png
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(png.count < 300_000)
        // Lungs are darker than the heart.
        let lung = Int(picture[128, 200])
        let heart = Int(picture[222, 285])
        #expect(heart > lung + 20)
        #expect(phantom.draw() == picture)
    }
}
