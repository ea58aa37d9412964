import Exchange
import JSON
import Testing

struct JSONExportTests {
    private let result = #"[{"from_name":"c", "to_name":"t","type":"choices","value":{"choices":["a"]}}]"#

    @Test func `everything is written in the shape Label Studio reads`() throws {
        var task = ExportSample.task(11, #"{"text": "Aspirin  1.50"}"#, [result])
        task.drafts = [ExportedDraft(id: 14)]
        task.predictions = [ExportedPrediction(id: 5), ExportedPrediction(id: 6, json: #"{"id":6}"#)]
        task.totalAnnotations = 1
        let golden = #"""
            [{"id":11,"annotations":[{"id":110,"completed_by":3,"result":[{"from_name":"c", "to_name":"t","type":"choices",\#
            "value":{"choices":["a"]}}],"was_cancelled":false,"ground_truth":false,"created_at":"2025-11-24T16:00:00.123456Z",\#
            "updated_at":"2025-11-24T16:00:00.123456Z","draft_created_at":null,"lead_time":2.5,"prediction":{},\#
            "result_count":0,"unique_id":"u-11-0","import_id":null,"last_action":null,"bulk_created":false,"task":11,\#
            "project":4,"updated_by":null,"parent_prediction":null,"parent_annotation":null,"last_created_by":null}],\#
            "drafts":[14],"predictions":[5,{"id":6}],"data":{"text": "Aspirin  1.50"},"meta":{},\#
            "created_at":"2025-11-24T16:00:00.123456Z","updated_at":"2025-11-24T16:00:00.123456Z","allow_skip":true,\#
            "inner_id":11,"total_annotations":1,"cancelled_annotations":0,"total_predictions":0,"comment_count":0,\#
            "unresolved_comment_count":0,"last_comment_updated_at":null,"project":4,"updated_by":null,"comment_authors":[]}]
            """#
        #expect(try ExportSample.text(.json, ExportSample.notes, [task]) == golden)
    }

    @Test func `what was exported and imported again is byte for byte the same`() throws {
        var random = SeededGenerator(3)
        let words = ["\"x\"", "1.50", "1e3", "null", "[ ]", "{\"a\" : [1,2]}", "\"\\u00e9 😀\\n\"", "-0.0"]
        func word() -> String { words.randomElement(using: &random) ?? "0" }
        for _ in 0..<100 {
            let tasks = (1...4).map { id in
                ExportSample.task(
                    id, "{\"text\": \(word()),\n \"b\" :\(word())}",
                    (0..<Int.random(in: 0...3, using: &random)).map { _ in "[ {\"value\": {\"v\":\(word())}} ]" })
            }
            let file = try ExportSample.export(.json, ExportSample.notes, tasks)
            var reader = JSONTaskReader()
            let back = try reader.read(file)
            #expect(back.map(\.data) == tasks.map(\.data))
            #expect(back.map { $0.annotations.map(\.result) } == tasks.map { $0.annotations.map(\.result) })
            #expect(back.map { $0.annotations.map(\.createdAt) } == tasks.map { $0.annotations.map(\.createdAt) })
            #expect(back.map { $0.annotations.map(\.groundTruth) } == tasks.map { $0.annotations.map(\.groundTruth) })
        }
    }

    @Test func `an export without tasks is an empty array`() throws {
        #expect(try ExportSample.text(.json, ExportSample.notes, []) == "[]")
        #expect(try JSONValue(parsing: ExportSample.text(.jsonMin, ExportSample.notes, [])) == [])
    }

    @Test func `the small form has one object for each annotation that counts, newest first`() throws {
        let texts = #"[{"from_name":"n","to_name":"t","type":"textarea","value":{"text":["x","y"]}}]"#
        let tasks = [
            ExportSample.task(1, #"{"text":"A","id":"kept?"}"#, [result, texts]),
            ExportSample.task(2, #"{"text":"B"}"#),
            ExportSample.task(3, #"{"text":"C"}"#, [result], cancelled: 1),
        ]
        let golden = #"""
            [
            {"text":"A","id":1,"n":{"text":["x","y"]},"annotator":3,"annotation_id":11,\#
            "created_at":"2025-11-24T16:00:00.123457Z","updated_at":"2025-11-24T16:00:00.123456Z","lead_time":2.5},
            {"text":"A","id":1,"c":"a","annotator":3,"annotation_id":10,"created_at":"2025-11-24T16:00:00.123456Z",\#
            "updated_at":"2025-11-24T16:00:00.123456Z","lead_time":2.5},
            {"text":"B","id":2,"annotator":null,"annotation_id":null,"created_at":null,"updated_at":null,"lead_time":null}
            ]
            """#
        #expect(try ExportSample.text(.jsonMin, ExportSample.notes, tasks) == golden)
    }

    @Test func `a damaged task is named`() {
        let error = #expect(throws: ExportError.self) {
            try ExportSample.text(.jsonMin, ExportSample.notes, [ExportSample.task(7, #"{"text":"A"}"#, ["[{"])])
        }
        #expect(error?.description == "task 7, annotation 70: the stored result is not valid JSON")
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"), (951_782_399_999_999, "2000-02-28T23:59:59.999999Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"),
            (4_107_542_400_000_000, "2100-03-01T00:00:00.000000Z"),
        ] as [(Int64, String)])
    func `instants are written and read back`(_ microseconds: Int64, _ text: String) {
        #expect(ISOTime.text(microseconds) == text)
        #expect(ISOTime.microseconds(text) == microseconds)
    }

    @Test(
        arguments: [
            ("1970-01-01", 0), ("1970-01-01 00:00", 0), ("1970-01-01T01:00:00+01:00", 0),
            ("1970-01-01T00:00:00.5Z", 500_000),
            ("1969-12-31T23:30:00-0030", 0), ("1970-13-01", nil), ("1970-02-29", nil), ("1970-01-01T24:00", nil),
            ("now", nil),
            ("1970-01-01T00:00:00ZZ", nil), ("1970-01-01T00:00:00.", nil),
        ] as [(String, Int64?)])
    func `times are read in the forms people write`(_ text: String, _ microseconds: Int64?) {
        #expect(ISOTime.microseconds(text) == microseconds)
    }
}
