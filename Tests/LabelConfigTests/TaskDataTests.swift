import JSON
import LabelConfig
import Testing

struct TaskDataTests {
    @Test func `a config names the data it needs and the tag that shows them`() throws {
        let keys = try Samples.config("signals").dataKeys
        #expect(keys.map(\.name) == ["csv", "audio", "video", "visit"])
        #expect(keys.map(\.tag) == ["TimeSeries", "Audio", "Video", "Paragraphs"])
        #expect(try Samples.config("taxonomy").dataKeys.map(\.name) == ["html", "labels"])
    }

    private static let cases: [(String, JSONValue, String?)] = [
        ("note-entities", ["text": "A note."], nil),
        ("note-entities", ["text": 4711], nil),
        ("note-entities", ["other": "x"], "the task's data lack the key \"text\", which <Text> shows"),
        (
            "note-entities", ["text": ["secret": "x"]],
            "data[\"text\"] is an object, but <Text> takes a text or a number or a boolean or a list"
        ),
        (
            "note-entities", ["text": nil],
            "data[\"text\"] is null, but <Text> takes a text or a number or a boolean or a list"
        ),
        (
            "note-entities", [1],
            "the task's data must be an object with a member for each key of the config, not a list"
        ),
        ("chest-image", ["image": 3], "data[\"image\"] is a number, but <Image> takes a text or a list"),
        ("pages", ["pages": [["url": "x"]]], nil),
        ("pages", ["pages": "x"], "data[\"pages\"] is a text, but <Image> takes a list"),
        ("pages", [:], "the task's data lack the key \"pages\", which <Image> shows"),
    ]

    @Test(arguments: cases)
    func `task data are checked without repeating their content`(name: String, data: JSONValue, message: String?) throws
    {
        #expect(try Samples.config(name).validateTaskData(data)?.description == message)
    }

    @Test(arguments: Samples.fixtures)
    func `the sample task fits its config`(name: String) throws {
        let config = try Samples.config(name)
        #expect(config.validateTaskData(config.sampleTask()) == nil)
        #expect(config.validateResult([], taskData: config.sampleTask(), isComplete: false).isEmpty)
    }

    @Test func `a comment may bring the sample's data`() throws {
        let config = try LabelConfig(
            parsing: "<View><Text name='t' value='$text'/><!-- {\"data\": {\"text\": \"mine\", \"more\": 1}} --></View>"
        )
        #expect(config.sampleTask() == ["text": "mine", "more": 1])
    }
}
