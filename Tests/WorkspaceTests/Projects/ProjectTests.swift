import LabelConfig
import Storage
import Testing

@testable import Workspace

@Suite struct ProjectTests {
    @Test func `a label that is in use cannot be taken out of the interface`() async throws {
        try await House.with { house in
            let project = try await house.project(tasks: 1)
            try await house.annotate(try await house.tasks(of: project)[0], by: house.owner)
            var edit = ProjectEdit()
            edit.labelConfig = House.config.replacing("mild", with: "moderate")
            let refusal = await #expect(throws: Refusal.self) {
                try await Projects(house.work).update(project, edit, by: house.owner)
            }
            #expect(refusal?.faults.first?.field == "label_config")
            #expect(refusal?.faults.first?.messages.first?.contains("mild") == true)
            edit.labelConfig = House.config.replacing("severe", with: "fatal")
            _ = try await Projects(house.work).update(project, edit, by: house.owner)
            #expect(try await Projects(house.work).validate(config: House.config, for: project, by: house.owner))
        }
    }

    @Test(arguments: ["ab", String(repeating: "x", count: 51)]) func `titles have three to fifty characters`(
        _ title: String
    ) async throws {
        try await House.with { house in
            var edit = ProjectEdit()
            edit.title = title
            let refusal = await #expect(throws: Refusal.self) {
                try await Projects(house.work).create(edit, by: house.owner)
            }
            #expect(refusal?.faults.map(\.field) == ["title"])
        }
    }

    @Test func `a broken interface is refused with its place`() async throws {
        try await House.with { house in
            var edit = ProjectEdit()
            edit.title = "Broken"
            edit.labelConfig = "<View>\n<Text name='t'></View>"
            let refusal = await #expect(throws: Refusal.self) {
                try await Projects(house.work).create(edit, by: house.owner)
            }
            #expect(refusal?.faults.first?.messages.first?.contains("line 2") == true)
        }
    }

    @Test(arguments: Engine.all) func `a part of the tasks gets more labels where the project says so`(
        _ engine: Engine
    ) async throws {
        try await House.with(engine) { house in
            let project = try await house.project(tasks: 10) {
                $0.maximumAnnotations = 3
                $0.overlapCohortPercentage = 40
            }
            let overlaps = try await house.work.database.read { connection in
                try connection.query("SELECT overlap FROM task WHERE project_id = \(project)").map { $0.int("overlap") }
            }
            #expect(overlaps.filter { $0 == 3 }.count == 4 && overlaps.filter { $0 == 1 }.count == 6)
        }
    }

    @Test(arguments: Engine.all) func `a deleted project leaves nothing but its events`(_ engine: Engine) async throws {
        try await House.with(engine) { house in
            let project = try await house.project(tasks: 3)
            let tasks = try await house.tasks(of: project)
            let id = try await house.annotate(tasks[0], by: house.owner).id
            _ = try await Annotations(house.work).update(id, AnnotationEdit(), by: house.owner)
            try await Projects(house.work).delete(project, by: house.owner)
            for table in [
                "task", "task_body", "annotation", "annotation_version", "project_tally", "data_column", "label_use",
            ] {
                let count = try await house.work.database.read { connection in
                    try connection.integer("SELECT count(*) FROM \(raw: table)")
                }
                #expect(count == 0, "\(table)")
            }
        }
    }

    @Test func `duplicates are merged into the first, with all work`() async throws {
        try await House.with { house in
            let project = try await house.project { $0.maximumAnnotations = 2 }
            try await house.importTasks(
                [#"{"text":"a","n":1}"#, #"{"n":1,"text":"a"}"#, #"{"text":"b"}"#], into: project
            )
            let tasks = try await house.tasks(of: project)
            try await house.annotate(tasks[1], by: house.owner)
            var selection = TaskSelection()
            selection.chosen = .allBut([])
            let count = try await BulkActions(house.work).run(
                .removeDuplicates, on: selection, of: project, by: house.owner
            )
            #expect(count == 1)
            #expect(try await house.tasks(of: project) == [tasks[0], tasks[2]])
            #expect(try await Tasks(house.work).detail(tasks[0], for: house.owner).tasks[0].annotations.count == 1)
            let tally = try await house.tally(project)
            #expect(tally.stored == tally.recounted)
        }
    }
}
