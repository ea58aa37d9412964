import Exchange
import JSON
import Testing

struct JSONTaskReaderTests {
    private func read(_ text: String, chunk: Int = .max, _ options: ImportOptions = ImportOptions()) throws
        -> [ImportedTask]
    {
        try readBytes(Array(text.utf8), chunk: chunk, options)
    }

    private func readBytes(
        _ bytes: [UInt8], chunk: Int = .max, _ options: ImportOptions = ImportOptions()
    ) throws -> [ImportedTask] {
        var reader = JSONTaskReader(options)
        var tasks: [ImportedTask] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            tasks += try reader.feed(Array(rest.prefix(chunk)))
            rest = rest.dropFirst(chunk)
        }
        return try tasks + reader.finish()
    }

    private let whole = #"""
        [ {"text" : "raw – 😀 \u00e9", "n": 1.50},
          {"data": {"text":"b",  "deep":{"a":[1,2]}}, "meta": {"k": 1}, "inner_id": 7, "allow_skip": false,
           "annotations": [{"id": 5, "result": [ {"value": {"choices":["x"]}, "from_name":"c","to_name":"t","type":"choices"} ],
                            "completed_by": {"id": 3, "email": "a@b.c"}, "lead_time": 2.5, "was_cancelled": false,
                            "created_at": "2024-05-01T10:00:00.000001Z", "unique_id": "u"},
                           {"result": [], "completed_by": 9, "ground_truth": false}],
           "predictions": [{"result": [{"a":1}], "score": "0.5", "model_version": "m1"}, 12],
           "drafts": [{"result": [], "annotation": 5, "user": "d@e.f"}]}
        ]
        """#

    @Test(arguments: [1, 2, 3, 10, 64, .max])
    func `tasks are the same wherever the chunks end`(_ chunk: Int) throws {
        let tasks = try read(whole, chunk: chunk)
        #expect(tasks.count == 2)
        #expect(tasks[0].data == #"{"text" : "raw – 😀 \u00e9", "n": 1.50}"#)
        #expect(tasks[0].line == 1)
        let task = tasks[1]
        #expect(task.data == #"{"text":"b",  "deep":{"a":[1,2]}}"#)
        #expect((task.record, task.line) == (2, 2))
        #expect(task.meta == #"{"k": 1}"#)
        #expect((task.innerID, task.allowSkip) == (7, false))
        var first = ImportedAnnotation(
            result: #"[ {"value": {"choices":["x"]}, "from_name":"c","to_name":"t","type":"choices"} ]"#)
        first.importID = 5
        first.completedBy = .email("a@b.c")
        first.leadTime = 2.5
        first.createdAt = 1_714_557_600_000_001
        first.uniqueID = "u"
        var second = ImportedAnnotation(result: "[]")
        second.completedBy = .id(9)
        second.groundTruth = false
        #expect(task.annotations == [first, second])
        #expect(task.predictions.count == 1)
        #expect(task.predictions[0].score == 0.5)
        #expect(task.predictions[0].modelVersion == "m1")
        #expect(task.drafts[0].annotationImportID == 5)
        #expect(task.drafts[0].user == .email("d@e.f"))
    }

    @Test(arguments: [
        #"{"text":"a"}"#, #"[{"text":"a"}]"#, "\u{FEFF}[{\"text\":\"a\"}]\n", "{\"text\":\"a\"}\n",
    ])
    func `one task may stand alone, in an array or on a line`(_ text: String) throws {
        for chunk in [1, 4, .max] { #expect(try read(text, chunk: chunk).map(\.data) == [#"{"text":"a"}"#]) }
    }

    @Test func `one task a line`() throws {
        let tasks = try read("{\"a\":1}\n{\"a\":2}\n\n{\"data\":{\"a\":3}}\n", chunk: 5)
        #expect(tasks.map(\.data) == [#"{"a":1}"#, #"{"a":2}"#, #"{"a":3}"#])
        #expect(tasks.map(\.line) == [1, 2, 4])
    }

    @Test(arguments: [
        (#"{"data": "text"}"#, "“data” must be an object"),
        (#"{"data": {}, "annotations": [{"result": {}}]}"#, "“annotations[0].result” must be an array of objects"),
        (#"{"data": {}, "annotations": [{"result": [{}, 3]}]}"#, "“annotations[0].result[1]” must be an object"),
        (#"{"data": {}, "annotations": [{}]}"#, "“annotations[0].result” is missing"),
        (#"{"data": {}, "annotations": [7]}"#, "“annotations[0]” must be an object"),
        (#"{"data": {}, "annotations": 7}"#, "“annotations” must be a list"),
        (#"{"data": {}, "predictions": [{"result": [], "score": "high"}]}"#, "“predictions[0].score” must be a number"),
        (#"{"data": {}, "annotations": [{"result": [], "completed_by": []}]}"#, "the id or e-mail address of a user"),
        (#"{"data": {}, "meta": []}"#, "“meta” must be an object"),
        (#"{"a": "\q"}"#, "not a JSON string"),
        (#"{"a": 01}"#, "not a JSON number"),
        (#"{"a": 1,}"#, "expected a member name"),
        ("17", "expected an object"), (#""text""#, "expected an object"),
    ])
    func `one bad task among ten thousand is named by number, line and reason`(_ bad: String, _ reason: String) {
        var lines = (1...10_000).map { #"{"data": {"text": "note \#($0)"}}"# }
        lines[4710] = bad
        let text = "[\n" + lines.joined(separator: ",\n") + "\n]"
        var options = ImportOptions(fileName: "notes.json")
        options.limits.tasks = 20_000
        for chunk in [4096, .max] {
            let error = #expect(throws: ImportError.self) { try read(text, chunk: chunk, options) }
            #expect(error?.record == 4711)
            #expect(error?.line == 4712)
            #expect(error?.file == "notes.json")
            #expect(error?.description.hasPrefix("notes.json, task 4711, line 4712, column ") == true)
            #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
        }
    }

    @Test func `a Latin-1 byte is named by task, line, column and value`() {
        var bytes = Array("[{\"text\": \"a\"},\n {\"text\": \"Gr".utf8)
        bytes += [0xF6] + Array("e\"}]".utf8)
        let error = #expect(throws: ImportError.self) { try readBytes(bytes) }
        #expect(error == ImportError(record: 2, line: 2, column: 14, reason: .notUTF8(byte: 0xF6)))
    }

    @Test(arguments: ["", "  \n", "[]", "[ ]"])
    func `a file without a task is refused`(_ text: String) {
        let error = #expect(throws: ImportError.self) { try read(text) }
        #expect(error?.reason == .empty)
    }

    @Test(arguments: [
        "[{}", "[{},", "[{}, {\"a\": 1", "{\"a\": tru", "[{}]]", "[{}] {}", "[{} {}]", "[{},]", "[,{}]", "{}]",
    ])
    func `broken files are refused`(_ text: String) {
        for chunk in [1, .max] { #expect(throws: ImportError.self) { try read(text, chunk: chunk) } }
    }

    @Test func `limits hold`() {
        var options = ImportOptions()
        options.limits.taskBytes = 100
        let long = #"{"a": ""# + String(repeating: "x", count: 200) + #""}"#
        for chunk in [10, .max] {
            let error = #expect(throws: ImportError.self) { try read("[{},\n" + long + "]", chunk: chunk, options) }
            #expect(error?.reason == .tooLarge("the task", limit: 100))
            #expect(error?.record == 2)
        }
        options.limits.tasks = 1
        #expect(throws: ImportError.self) { try read("[{},{}]", options) }
    }

    @Test func `answers in data fields become predictions`() throws {
        var options = ImportOptions()
        options.predictionFields = [
            PredictionField(name: "sentiment"), PredictionField(name: "note", type: "textarea"),
            PredictionField(name: "stars", type: "rating"), PredictionField(name: "raw"),
        ]
        let text = #"{"text":"a","sentiment":"good","note":["b"],"stars":4,"raw":[{"from_name":"x"}]}"#
        for wrapped in [text, "{\"data\":\(text)}"] {
            let task = try #require(try read(wrapped, options).first)
            #expect(task.data == text)
            #expect(
                task.predictions.map(\.result) == [
                    #"[{"from_name":"sentiment","to_name":"text","type":"choices","value":{"choices":["good"]}}]"#,
                    #"[{"from_name":"note","to_name":"text","type":"textarea","value":{"text":["b"]}}]"#,
                    #"[{"from_name":"stars","to_name":"text","type":"rating","value":{"rating":4}}]"#,
                    #"[{"from_name":"x"}]"#,
                ])
        }
        #expect(throws: ImportError.self) { try read(#"{"text":"a"}"#, options) }
    }

    @Test func `mutated files are refused or read but never crash`() {
        var random = SeededGenerator(1)
        let bytes = Array(whole.utf8)
        for _ in 0..<3000 {
            var changed = bytes
            for _ in 0...Int.random(in: 0...3, using: &random) {
                let index = Int.random(in: 0..<changed.count, using: &random)
                if Bool.random(using: &random) {
                    changed.remove(at: index)
                } else {
                    changed[index] = UInt8.random(in: 0...255, using: &random)
                }
            }
            guard let tasks = try? readBytes(changed, chunk: Int.random(in: 1...400, using: &random)) else { continue }
            for task in tasks {
                #expect((try? JSONValue(parsing: task.data)) != nil)
                for annotation in task.annotations { #expect((try? JSONValue(parsing: annotation.result)) != nil) }
            }
        }
    }
}
