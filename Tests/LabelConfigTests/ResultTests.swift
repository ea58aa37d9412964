import JSON
import LabelConfig
import Testing

struct ResultTests {
    private static let text: JSONValue = ["text": "Zoster 😊 since May."]
    private static let mask: [JSONValue] = [0, 0, 0, 16, 60, 72, 189, 225, 240, 0]

    private static func item(
        _ from: String,
        _ to: String,
        _ type: String,
        _ value: JSONValue,
        _ rest: [(String, JSONValue)] = []
    ) -> JSONValue {
        .object(
            JSONObject(
                [
                    ("id", "r1"), ("from_name", .string(from)), ("to_name", .string(to)), ("type", .string(type)),
                    ("value", value),
                ] + rest
            )
        )
    }

    struct Case: CustomTestStringConvertible, Sendable {
        var config: String
        var data: JSONValue?
        var result: JSONValue
        var problems: [String]
        var testDescription: String { problems.first ?? result.text }

        init(_ config: String, _ result: JSONValue..., data: JSONValue? = nil, problems: [String] = []) {
            self.config = config
            self.data = data
            self.result = .array(result)
            self.problems = problems
        }
    }

    private static let spans: [Case] = [
        Case(
            "note-entities",
            item("entity", "note", "labels", ["start": 0, "end": 6, "text": "Zoster", "labels": ["Problem"]]),
            data: text),
        Case(
            "note-entities", item("entity", "note", "labels", ["start": 0, "end": 19, "labels": ["DRUG"]]), data: text),
        Case(
            "note-entities", item("entity", "note", "labels", ["start": 0, "end": 20, "labels": ["DRUG"]]), data: text,
            problems: ["result[0].value.end: lies outside the text, which has 19 characters (Unicode code points)"]
        ),
        Case("note-entities", item("entity", "note", "labels", ["start": 0, "end": 20, "labels": ["DRUG"]])),
        Case(
            "note-entities", item("entity", "note", "labels", ["start": 5, "end": 2, "labels": ["Drug"]]), data: text,
            problems: [
                "result[0].value.labels[0]: \"entity\" does not offer \"Drug\"",
                "result[0].value.end: the end lies before the start",
            ]
        ),
        Case(
            "note-entities", item("entity", "note", "labels", ["start": 1.5, "end": "2", "labels": "DRUG"]),
            problems: [
                "result[0].value.labels: must be a list", "result[0].value.start: must be a whole number",
                "result[0].value.end: must be a number",
            ]
        ),
        Case(
            "taxonomy",
            item(
                "span", "report", "hypertextlabels",
                [
                    "start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "startOffset": 0, "endOffset": 4,
                    "globalOffsets": ["start": 9, "end": 4], "hypertextlabels": ["Finding"],
                ]),
            problems: ["result[0].value.globalOffsets.end: the end lies before the start"]
        ),
        Case(
            "signals",
            item(
                "beat", "ecg", "timeserieslabels",
                ["start": 12.4, "end": 12.5, "instant": false, "timeserieslabels": ["V"]])),
        Case(
            "signals",
            item(
                "beat", "ecg", "timeserieslabels",
                ["start": "2020-01-01", "end": "2020-01-02", "timeserieslabels": ["V"]])),
        Case(
            "signals",
            item(
                "sound", "heart", "labels", ["start": 1, "end": 12, "channel": 0, "labels": ["S1"]],
                [("original_length", 10)]),
            problems: ["result[0].value.end: must lie between 0 and 10.1"]
        ),
        Case(
            "signals",
            item(
                "phase", "echo", "timelinelabels", ["ranges": [["start": 1, "end": 5]], "timelinelabels": ["Systole"]])),
        Case(
            "signals",
            item(
                "part", "visit", "paragraphlabels",
                ["start": "0", "end": "2", "startOffset": 9, "endOffset": 1, "paragraphlabels": ["History"]]),
            data: ["visit": [["who": "A", "said": "Hello"], ["who": "B", "said": "Hi"]]],
            problems: [
                "result[0].value.startOffset: lies outside the text, which has 5 characters (Unicode code points)",
                "result[0].value.end: there are 2 items only",
            ]
        ),
    ]

    private static let shapes: [Case] = [
        Case(
            "chest-image",
            item(
                "box", "film", "rectanglelabels",
                ["x": 0, "y": 10, "width": 100, "height": 90, "rotation": 0, "rectanglelabels": ["Nodule"]])),
        Case(
            "chest-image",
            item(
                "box", "film", "rectanglelabels",
                ["x": 60, "y": 10, "width": 50, "height": 90, "rectanglelabels": ["Nodule"]]),
            problems: ["result[0].value.width: must lie between 0 and 40"]
        ),
        Case(
            "chest-image",
            item(
                "box", "film", "rectanglelabels",
                ["x": -20, "y": 10, "width": 50, "height": 90, "rotation": 30, "rectanglelabels": []])),
        Case(
            "chest-image",
            item("box", "film", "rectanglelabels", ["x": 10, "y": 10, "width": 5, "rectanglelabels": ["Nodule"]]),
            problems: ["result[0].value.height: is missing"]
        ),
        Case(
            "chest-image",
            item(
                "outline", "film", "polygonlabels", ["points": [[1, 2], [3, 200], [5]], "polygonlabels": ["Heart"]]),
            problems: [
                "result[0].value.points[1][1]: must lie between -0.5 and 100.5",
                "result[0].value.points[2]: must be a list",
            ]
        ),
        Case(
            "chest-image", item("outline", "film", "polygonlabels", ["points": [[1, 2]], "polygonlabels": ["Heart"]]),
            problems: ["result[0].value.points: needs at least 3 points"]
        ),
        Case(
            "chest-image",
            item(
                "round", "film", "ellipselabels",
                ["x": 50, "y": 50, "radiusX": 5, "radiusY": 5, "ellipselabels": ["Cavity"]])),
        Case(
            "chest-image",
            item("tip", "film", "keypointlabels", ["x": 50, "y": 50, "width": 0.5, "keypointlabels": ["Tube tip"]])),
        Case(
            "chest-image",
            item(
                "mask", "film", "brushlabels",
                ["format": "rle", "rle": .array(mask), "brushlabels": ["Consolidation"]],
                [("original_width", 3), ("original_height", 2)]),
            problems: ["result[0].value.rle: the mask has 16 values where its image (width × height × 4) has 24"]
        ),
        Case(
            "chest-image",
            item("mask", "film", "brushlabels", ["format": "rle", "rle": [0, 256], "brushlabels": ["Consolidation"]]),
            problems: ["result[0].value.rle: must be a list of bytes, 0 to 255"]
        ),
        Case(
            "chest-image",
            item(
                "mask", "film", "brushlabels",
                ["format": "rle", "rle": [0, 0, 1, 0, 60], "brushlabels": ["Consolidation"]]),
            problems: ["result[0].value.rle: the mask's run-length stream ends too early"]
        ),
        Case(
            "signals",
            item(
                "track", "echo", "videorectangle",
                ["sequence": [["frame": 1, "x": 1, "y": 1, "width": 2, "height": 2]], "labels": ["Mitral valve"]])),
        Case(
            "signals",
            item(
                "track", "echo", "videorectangle",
                ["sequence": [["frame": 1.5, "x": 1, "y": 1, "width": 2, "height": 2]], "labels": ["Aorta"]]),
            problems: [
                "result[0].value.labels[0]: \"track\" does not offer \"Aorta\"",
                "result[0].value.sequence[0].frame: must be a whole number",
            ]
        ),
        Case(
            "medical", item("rhythm", "trace", "timeserieslabels", ["start": 2, "end": 1, "timeserieslabels": ["AF"]]),
            problems: ["result[0].value.end: the end lies before the start"]
        ),
    ]

    private static let answers: [Case] = [
        Case("chest-image", item("quality", "film", "choices", ["choices": ["good"]])),
        Case(
            "chest-image", item("quality", "film", "choices", ["choices": ["good", "bad"]]),
            problems: [
                "result[0].value.choices: \"quality\" takes one answer",
                "result[0].value.choices[1]: \"quality\" does not offer \"bad\"",
            ]
        ),
        Case(
            "chest-image", item("ctr", "film", "number", ["number": 1.2]),
            problems: ["result[0].value.number: must lie between 0 and 1"]),
        Case(
            "chest-image", item("ease", "film", "rating", ["rating": 5]),
            problems: ["result[0].value.rating: must lie between 0 and 4"]),
        Case(
            "chest-image", item("taken", "film", "datetime", ["datetime": 2024]),
            problems: ["result[0].value.datetime: must be a text"]),
        Case(
            "note-entities", item("remark", "note", "textarea", ["text": ["x", 1]]),
            problems: ["result[0].value.text[1]: must be a text"]),
        Case("taxonomy", item("site", "report", "taxonomy", ["taxonomy": [["Chest", "Lung", "RL"], ["Abdomen"]]])),
        Case(
            "taxonomy", item("site", "report", "taxonomy", ["taxonomy": [["Chest", "Right lung"], "x"]]),
            problems: [
                "result[0].value.taxonomy[0]: \"site\" does not offer \"Chest / Right lung\"",
                "result[0].value.taxonomy[1]: must be a list",
            ]
        ),
        Case("taxonomy", item("more", "report", "labels", ["start": "/p[1]", "end": "/p[1]", "labels": ["anything"]])),
        Case("comparisons", item("better", "better", "pairwise", ["selected": "left"])),
        Case(
            "comparisons", item("better", "a,b", "pairwise", ["selected": "both"]),
            problems: ["result[0].value.selected: must be one of left, right"]),
        Case(
            "comparisons", item("rank", "findings", "ranker", ["ranker": ["likely": ["1"], "unlikely": "2"]]),
            problems: ["result[0].value.ranker.unlikely: must be a list"]),
        Case(
            "pages", item("kind_1", "page_1", "choices", ["choices": ["form"]]),
            data: ["pages": [["url": "a"], ["url": "b"]]]),
        Case("pages", item("kind_7", "page_7", "choices", ["choices": ["form"]])),
        Case(
            "pages", item("kind_7", "page_7", "choices", ["choices": ["form"]]), data: ["pages": [["url": "a"]]],
            problems: ["result[0].from_name: the config has no control named \"kind_7\""]
        ),
    ]

    private static let frames: [Case] = [
        Case("note-entities", 7, problems: ["result[0]: must be an object"]),
        Case("note-entities", ["id": "a"], problems: ["result[0].type: is missing"]),
        Case(
            "note-entities", item("who", "note", "labels", [:]),
            problems: ["result[0].from_name: the config has no control named \"who\""]),
        Case(
            "note-entities", item("entity", "film", "choices", [:]),
            problems: [
                "result[0].to_name: this control is not about an object named \"film\"",
                "result[0].type: this control gives results of type labels or hypertextlabels, not \"choices\"",
            ]
        ),
        Case("note-entities", item("entity", "note", "labels", []), problems: ["result[0].value: must be an object"]),
        Case(
            "note-entities",
            item("remark", "note", "textarea", ["text": "x"], [("parentID", "zz"), ("score", "high")]),
            problems: [
                "result[0].parentID: no region of this result has the id \"zz\"", "result[0].score: must be a number",
            ]
        ),
        Case(
            "note-entities", item("remark", "note", "textarea", ["text": "x"]),
            ["type": "relation", "from_id": "r1", "to_id": "r2", "direction": "up", "labels": ["treats", "heals"]],
            problems: [
                "result[1].to_id: no region of this result has the id \"r2\"",
                "result[1].direction: must be one of left, right, bi",
                "result[1].labels[1]: \"Relations\" does not offer \"heals\"",
            ]
        ),
        Case(
            "medical", item("rhythm", "ct", "timeserieslabels", ["start": 1, "end": 2, "timeserieslabels": ["AF"]]),
            problems: ["result[0].to_name: this control is not about an object named \"ct\""]),
    ]

    @Test(arguments: spans + shapes + answers + frames)
    func `a result is checked against its config and data`(given: Case) throws {
        let found = try Samples.config(given.config).validateResult(
            given.result, taskData: given.data, isComplete: false)
        #expect(found.map(\.description) == given.problems)
    }

    @Test func `what is not a list is no result`() throws {
        #expect(try Samples.config("pages").validateResult([:]).map(\.description) == ["result: must be a list"])
    }

    @Test func `required answers are asked for where their control is shown`() throws {
        let config = try Samples.config("chest-image")
        func missing(_ result: JSONValue...) -> [String] { config.validateResult(.array(result)).map(\.description) }
        #expect(missing() == ["result: Judge the quality first"])
        #expect(missing(Self.item("quality", "film", "choices", ["choices": ["good"]])) == [])
        let limited = Self.item("quality", "film", "choices", ["choices": ["limited"]])
        #expect(missing(limited) == ["result: \"why\" must be answered"])
        #expect(
            missing(limited, Self.item("why", "film", "textarea", ["text": [""]])) == [
                "result: \"why\" must be answered"
            ])
        #expect(missing(limited, Self.item("why", "film", "textarea", ["text": ["turned"]])) == [])
        #expect(config.validateResult([], isComplete: false) == [])
    }

    @Test func `an answer required of each region is missed at the region that lacks it`() throws {
        let config = try Samples.config("note-entities")
        func span(_ id: String, _ label: String) -> JSONValue {
            [
                "id": .string(id), "from_name": "entity", "to_name": "note", "type": "labels",
                "value": ["start": 0, "end": 1, "labels": [.string(label)]],
            ]
        }
        let answer: JSONValue = [
            "id": "a", "from_name": "certainty", "to_name": "note", "type": "choices",
            "value": ["start": 0, "end": 1, "choices": ["present"]],
        ]
        let found = config.validateResult([span("a", "Problem"), answer, span("b", "Problem"), span("c", "DRUG")])
        #expect(found.map(\.description) == ["result[2]: \"certainty\" must be answered"])
    }

    @Test func `no mutation of a result crashes the check`() throws {
        let cases = (Self.spans + Self.shapes + Self.answers + Self.frames).map { ($0.config, $0.result.bytes) }
        let configs = Dictionary(uniqueKeysWithValues: try Samples.fixtures.map { ($0, try Samples.config($0)) })
        let pieces = [
            "null", "-1", "1e400", "99999999999999999999", "[]", "{}", "\"\"", "true", "-0.0", "1e-300", "[[[]]]",
        ]
        var random = Seeded(state: 7)
        var read = 0
        for _ in 0..<20_000 {
            var (name, bytes) = cases[Int.random(in: 0..<cases.count, using: &random)]
            for _ in 0...Int.random(in: 0..<3, using: &random) {
                // Values are swapped whole, so that most mutants are still JSON.
                let starts = bytes.indices.filter { bytes[$0] == UInt8(ascii: ":") || bytes[$0] == UInt8(ascii: ",") }
                guard let start = starts.randomElement(using: &random) else { continue }
                let end = bytes[(start + 1)...].firstIndex { ",]}".utf8.contains($0) } ?? bytes.count
                bytes.replaceSubrange((start + 1)..<end, with: (pieces.randomElement(using: &random) ?? "").utf8)
            }
            guard let result = try? JSONValue(parsing: bytes), let config = configs[name] else { continue }
            read += 1
            _ = config.validateResult(result, taskData: Bool.random(using: &random) ? Self.text : config.sampleTask())
            _ = ResultSummary(of: result)
        }
        #expect(read > 5_000)
    }
}
