import JSON
import Storage
import Testing

@testable import Workspace

@Suite struct FilterTests {
    /// A filter and the inner ids of the tasks that pass it.
    struct Case: Sendable, CustomTestStringConvertible {
        let column: String
        let comparison: String
        let type: String
        let value: String
        let expected: [Int]
        var testDescription: String { "\(column) \(comparison) \(value)" }
    }

    private static func c(
        _ column: String, _ comparison: String, _ value: String, _ expected: [Int], type: String = "String"
    ) -> Case {
        Case(column: column, comparison: comparison, type: type, value: value, expected: expected)
    }

    static let cases: [Case] = [
        c("tasks:inner_id", "equal", "2", [2], type: "Number"),
        c("tasks:inner_id", "not_equal", "2", [1, 3, 4], type: "Number"),
        c("tasks:inner_id", "less", "3", [1, 2], type: "Number"),
        c("tasks:inner_id", "greater", "3", [4], type: "Number"),
        c("tasks:inner_id", "less_or_equal", "\"2\"", [1, 2], type: "Number"),
        c("tasks:inner_id", "greater_or_equal", "3", [3, 4], type: "Number"),
        c("tasks:inner_id", "in", #"{"min":2,"max":3}"#, [2, 3], type: "Number"),
        c("tasks:inner_id", "not_in", #"{"min":2,"max":3}"#, [1, 4], type: "Number"),
        c("tasks:inner_id", "in_list", "[1,4]", [1, 4], type: "Number"),
        c("tasks:inner_id", "not_in_list", "[1,4]", [2, 3], type: "Number"),
        c("tasks:data.text", "contains", "\"ASPIRIN\"", [1, 2]),
        c("tasks:data.text", "not_contains", "\"aspirin\"", [3, 4]),
        c("tasks:data.text", "equal", "\"Fever\"", [3]),
        c("tasks:data.text", "not_equal", "\"Fever\"", [1, 2, 4]),
        c("tasks:data.text", "in_list", #"["Fever","Pain"]"#, [3, 4]),
        c("tasks:data.text", "regex", "\"^Asp.*[0-9]{3} mg$\"", [1]),
        c("tasks:data.text", "contains", #""' OR 1=1 --""#, []),
        c("tasks:data.age", "greater", "40", [1, 4], type: "Number"),
        c("tasks:data.age", "empty", "\"true\"", [3]),
        c("tasks:data.age", "empty", "\"false\"", [1, 2, 4]),
        c("tasks:data.no such key", "empty", "true", [1, 2, 3, 4]),
        c("tasks:total_annotations", "equal", "1", [1, 2], type: "Number"),
        c("tasks:cancelled_annotations", "equal", "1", [3], type: "Number"),
        c("tasks:total_predictions", "greater", "0", [4], type: "Number"),
        c("tasks:predictions_score", "less", "0.9", [4], type: "Number"),
        c("tasks:predictions_model_versions", "contains", "\"v1\"", [4], type: "List"),
        c("tasks:predictions_model_versions", "not_contains", "[\"v1\"]", [1, 2, 3], type: "List"),
        c("tasks:annotations_results", "contains", "\"severe\"", [2]),
        c("tasks:annotations_results", "empty", "true", [4]),
        c("tasks:is_labeled", "equal", "\"true\"", [1, 2], type: "Boolean"),
        c("tasks:draft_exists", "equal", "true", [4], type: "Boolean"),
        c("tasks:draft_exists", "not_equal", "true", [1, 2, 3], type: "Boolean"),
        c("tasks:completed_at", "greater", "\"2000-01-01T00:00:00.000Z\"", [1, 2], type: "Datetime"),
        c("tasks:completed_at", "empty", "true", [3, 4], type: "Datetime"),
        c("tasks:file_upload", "empty", "true", [1, 2, 3, 4]),
    ]

    private static func make(_ house: House) async throws -> Int {
        let project = try await house.project()
        try await house.importTasks(
            [
                #"{"text":"Aspirin 100 mg","age":61}"#, #"{"text":"aspirin","age":18}"#,
                #"{"text":"Fever","age":null}"#,
                #"{"data":{"text":"Pain","age":41.5},"predictions":[{"model_version":"v1","score":0.5,"result":[]}]}"#,
            ], into: project
        )
        let tasks = try await house.tasks(of: project)
        try await house.annotate(tasks[0], by: house.owner)
        try await house.annotate(tasks[1], by: house.owner) { $0.result = House.result("severe") }
        try await house.skip(tasks[2], by: house.owner)
        var edit = Drafts.Edit()
        edit.result = "[]"
        _ = try await Drafts(house.work).create(edit, on: tasks[3], by: house.owner)
        return project
    }

    private static func inner(_ house: House, _ project: Int, _ selection: TaskSelection) async throws -> [Int] {
        try await TaskTable(house.work).rows(of: project, selection, at: .offset(0), limit: 10, for: house.owner)
            .rows.map(\.task.innerID)
    }

    @Test(arguments: Engine.all) func `each operator finds the tasks its name says`(_ engine: Engine) async throws {
        try await House.with(engine) { house in
            let project = try await Self.make(house)
            for example in Self.cases {
                let json = try JSONValue(
                    parsing: """
                        {"filters":{"conjunction":"and","items":[{"filter":"filter:\(example.column)",
                        "operator":"\(example.comparison)","type":"\(example.type)","value":\(example.value)}]}}
                        """)
                let found = try await Self.inner(house, project, TaskSelection(json))
                #expect(found == example.expected, "\(example.testDescription)")
            }
        }
    }

    @Test(arguments: Engine.all) func `conditions join by and, by or, and with a child`(_ engine: Engine) async throws {
        try await House.with(engine) { house in
            let project = try await Self.make(house)
            func find(_ conjunction: String, _ items: String) async throws -> [Int] {
                let text = #"{"filters":{"conjunction":"\#(conjunction)","items":[\#(items)]}}"#
                return try await Self.inner(house, project, TaskSelection(JSONValue(parsing: text)))
            }
            let aspirin = #"{"filter":"filter:tasks:data.text","operator":"contains","type":"String","value":"aspirin""#
            let old = #"{"filter":"filter:tasks:data.age","operator":"greater","type":"Number","value":40}"#
            #expect(try await find("and", "\(aspirin)},\(old)") == [1])
            #expect(try await find("or", "\(aspirin)},\(old)") == [1, 2, 4])
            #expect(try await find("and", "\(aspirin),\"child_filter\":\(old)}") == [1])
        }
    }

    @Test(arguments: Engine.all) func `texts are found however their JSON is escaped`(_ engine: Engine) async throws {
        try await House.with(engine) { house in
            let project = try await house.project()
            let texts = [#"caf\u00e9 \u0041spirin"#, #"line\naspirin\/day"#, "café", #"say \"aspirin\""#]
            try await house.importTasks(texts.map { #"{"text":"\#($0)","other":"needle"}"# }, into: project)
            func find(_ comparison: String, _ needle: String) async throws -> [Int] {
                let item: JSONValue = [
                    "filter": "filter:tasks:data.text", "operator": .string(comparison), "type": "String",
                    "value": .string(needle),
                ]
                let selection = try TaskSelection(["filters": ["conjunction": "and", "items": [item]]])
                return try await Self.inner(house, project, selection)
            }
            #expect(try await find("contains", "aspirin") == [1, 2, 4])
            #expect(try await find("contains", "café") == [1, 3])
            #expect(try await find("contains", "n/d") == [2])
            #expect(try await find("contains", "\n") == [2])
            #expect(try await find("contains", "\"a") == [4])
            #expect(try await find("contains", "nasp") == [], "the n of an escape is none")
            #expect(try await find("contains", "needle") == [], "another member is another member")
            #expect(try await find("not_contains", "aspirin") == [3])
        }
    }

    static let orders: [(order: String, numeric: Bool, expected: [Int])] = [
        ("-tasks:id", false, [4, 3, 2, 1]), ("tasks:data.text", false, [1, 3, 4, 2]),
        ("tasks:data.age", true, [2, 4, 1, 3]), ("-tasks:data.age", true, [1, 4, 2, 3]),
        ("-tasks:total_annotations", false, [2, 1, 4, 3]), ("tasks:completed_at", false, [1, 2, 3, 4]),
    ]

    @Test(arguments: Engine.all) func `orders put nulls last, and pages by cursor give the same as one page`(
        _ engine: Engine
    ) async throws {
        try await House.with(engine) { house in
            let project = try await Self.make(house)
            for (order, numeric, expected) in Self.orders where engine == .sqlite || order != "tasks:data.text" {
                var selection = TaskSelection()
                selection.order = try TaskSelection.Order(order)
                selection.order?.isNumeric = numeric
                #expect(try await Self.inner(house, project, selection) == expected, "\(order)")
                var paged: [Int] = []
                var place = TaskTable.Place.offset(0)
                while true {
                    let page = try await TaskTable(house.work)
                        .rows(of: project, selection, at: place, limit: 1, for: house.owner)
                    paged += page.rows.map(\.task.innerID)
                    guard let next = page.next else { break }
                    place = .after(next)
                }
                #expect(paged == expected, "\(order) by cursor")
            }
        }
    }

    static let refused = [
        #"{"filter":"filter:tasks:updated_by__password","operator":"equal","value":1}"#,
        #"{"filter":"filter:tasks:id; DROP TABLE task","operator":"equal","value":1}"#,
        #"{"filter":"filter:tasks:id","operator":"like","value":1}"#,
        #"{"operator":"equal","value":1}"#,
    ]

    @Test(arguments: refused) func `names that are not on the list are refused`(_ item: String) throws {
        let json = try JSONValue(parsing: #"{"filters":{"conjunction":"and","items":[\#(item)]}}"#)
        #expect(throws: Refusal.self) { try TaskSelection(json) }
    }

    @Test func `values of the wrong kind are refused`() async throws {
        try await House.with { house in
            let project = try await Self.make(house)
            for item in [
                #"{"filter":"filter:tasks:id","operator":"equal","value":"x"}"#,
                #"{"filter":"filter:tasks:created_at","operator":"less","value":"yesterday"}"#,
                #"{"filter":"filter:tasks:data.text","operator":"regex","value":"(a"}"#,
                #"{"filter":"filter:tasks:is_labeled","operator":"less","value":true}"#,
            ] {
                let selection = try TaskSelection(
                    JSONValue(parsing: #"{"filters":{"conjunction":"and","items":[\#(item)]}}"#)
                )
                let refusal = await #expect(throws: Refusal.self) { try await Self.inner(house, project, selection) }
                #expect(refusal?.kind == .invalid)
            }
        }
    }
}
