import Exchange
import JSON
import Storage
import Testing

@testable import Workspace

@Suite struct ExportTests {
    private static func bytes(_ stream: ExportStream) async throws -> (bytes: [UInt8], largest: Int) {
        var stream = stream
        var all: [UInt8] = []
        var largest = 0
        while let bytes = try await stream.next() {
            all += bytes
            largest = max(largest, bytes.count)
        }
        return (all, largest)
    }

    @Test(arguments: Engine.all) func `what went in comes out, byte for byte, and comes in again equal`(
        _ engine: Engine
    ) async throws {
        try await House.with(engine) { house in
            let project = try await house.project()
            let result =
                #"[ {"from_name":"sev","to_name":"text","type":"choices","value":{"choices":["mild"]},"x":1.50} ]"#
            let tasks = (1...1200).map { number in
                #"{"data":{"text":"note \#(number)","n":1.0},"annotations":[{"result":\#(result)}]}"#
            }
            try await house.importTasks(tasks, into: project)
            let stream = try await Exports(house.work).stream(ExportRequest(project: project), by: house.owner)
            let (bytes, largest) = try await Self.bytes(stream)
            #expect(largest < bytes.count / 2, "it comes in pieces")
            let exported = try #require(try JSONValue(parsing: bytes).array)
            #expect(exported.count == 1200)
            #expect(exported.map { $0["data"]?["text"]?.string } == (1...1200).map { "note \($0)" })
            #expect(String(decoding: bytes, as: UTF8.self).contains(result))

            let copy = try await house.project()
            _ = try await Imports(house.work).run(
                ImportRequest(project: copy), from: [ImportSource(name: "", bytes: .memory(bytes))], by: house.owner
            )
            let again = try await Exports(house.work).stream(ExportRequest(project: copy), by: house.owner)
            let second = try #require(try JSONValue(parsing: try await Self.bytes(again).bytes).array)
            #expect(
                second.map { $0["annotations"]?[0]?["result"] } == exported.map { $0["annotations"]?[0]?["result"] })
            #expect(second.map { $0["data"] } == exported.map { $0["data"] })
        }
    }

    @Test func `only annotated tasks are exported unless all are asked for, and chosen ones alone`() async throws {
        try await House.with { house in
            let project = try await house.project(tasks: 3)
            let tasks = try await house.tasks(of: project)
            try await house.annotate(tasks[1], by: house.owner)
            func ids(_ change: (inout ExportRequest) -> Void) async throws -> [Int?] {
                var request = ExportRequest(project: project)
                change(&request)
                let stream = try await Exports(house.work).stream(request, by: house.owner)
                return try JSONValue(parsing: try await Self.bytes(stream).bytes).array?.map { $0["id"]?.integer } ?? []
            }
            #expect(try await ids { _ in } == [tasks[1]])
            #expect(try await ids { $0.allTasks = true } == tasks)
            #expect(
                try await ids {
                    $0.allTasks = true
                    $0.selection.chosen = .only([tasks[2]])
                } == [tasks[2]]
            )
        }
    }

    @Test func `a snapshot stays as it was and is converted`() async throws {
        try await House.with { house in
            let project = try await house.project(tasks: 2)
            let tasks = try await house.tasks(of: project)
            try await house.annotate(tasks[0], by: house.owner)
            let exports = Exports(house.work)
            let snapshot = try await exports.snapshot(
                "s", of: project, options: .object(JSONObject()), by: house.owner
            )
            #expect(snapshot.state == "completed" && snapshot.tasks == 2 && snapshot.md5?.count == 32)
            try await Tasks(house.work).delete(tasks[1], by: house.owner)
            _ = try await exports.convert(snapshot.id, of: project, to: .csv, by: house.owner)
            let (bytes, _) = try await exports.open(snapshot.id, of: project, as: .csv, by: house.owner)
            var csv: [UInt8] = []
            for try await chunk in bytes { csv += chunk }
            let lines = String(decoding: csv, as: UTF8.self).split(separator: "\r\n")
            #expect(lines.count == 3, "\(lines)")
            #expect(lines[1].contains("\"mild\""))
            await #expect(throws: Refusal.self) {
                try await exports.open(snapshot.id, of: project, as: .tsv, by: house.owner)
            }
        }
    }
}
