import JSON
import LabelConfig
import Storage
import Testing

@testable import Workspace

@Suite struct ImportTests {
    @Test(arguments: Engine.all) func `tasks come in with annotations, predictions and drafts, all counted`(
        _ engine: Engine
    ) async throws {
        try await House.with(engine) { house in
            let project = try await house.project()
            let annotation = #"{"result":\#(House.result()),"completed_by":"\#(house.owner.email)","lead_time":2}"#
            let task = """
                {"data":{"text":"Aspirin 100 mg","n":1},"meta":{"a":1},"annotations":[\(annotation)],
                "predictions":[{"result":\(House.result("severe")),"score":0.5,"model_version":"v1"}],
                "drafts":[{"result":[]}]}
                """
            let report = try await house.importTasks([task, #"{"text":"two"}"#], into: project)
            #expect(report.tasks == 2 && report.annotations == 1 && report.predictions == 1)
            let detail = try await Tasks(house.work).detail(report.taskIDs[0], for: house.owner).tasks[0]
            #expect(detail.task.data == #"{"text":"Aspirin 100 mg","n":1}"#)
            #expect(detail.task.counts.isLabeled && detail.task.counts.score == 0.5 && detail.task.innerID == 1)
            #expect(detail.annotations[0].result == House.result())
            #expect(detail.annotations[0].completedBy == house.owner.id && detail.drafts.count == 1)
            let tally = try await house.tally(project)
            #expect(tally.stored == tally.recounted && tally.stored.tasks == 2 && tally.stored.finishedTasks == 1)
            let summary = try await Projects(house.work).summary(of: project, for: house.owner)
            #expect(summary.columns.map(\.name) == ["text", "n"] && summary.commonColumns == ["text"])
            #expect(summary.annotations.labels == ["sev": ["mild": 1]])
            #expect(try await Projects(house.work).project(project, for: house.owner).modelVersion == "v1")
        }
    }

    @Test(arguments: Engine.all) func `one bad task among ten thousand leaves nothing behind`(
        _ engine: Engine
    ) async throws {
        try await House.with(engine) { house in
            let project = try await house.project(tasks: 1)
            var tasks = (1...10_000).map { #"{"text":"note \#($0)"}"# }
            tasks[9_998] = #"{"note":"no text"}"#
            let error = await #expect(throws: ImportFault.self) { try await house.importTasks(tasks, into: project) }
            #expect(error?.record == 9_999)
            #expect(error?.message.contains("text") == true)
            #expect(try await house.tasks(of: project).count == 1)
            let tally = try await house.tally(project)
            #expect(tally.stored == tally.recounted && tally.stored.tasks == 1)
            try await house.importTasks([#"{"text":"next"}"#], into: project)
            let last = try await house.tasks(of: project)[1]
            #expect(try await Tasks(house.work).detail(last, for: house.owner).tasks[0].task.innerID == 2)
        }
    }

    @Test(arguments: Engine.all) func `an import that a kill cut off is never seen and then removed`(
        _ engine: Engine
    ) async throws {
        try await House.with(engine) { house in
            let project = try await house.project(tasks: 2)
            // What a killed import leaves: a batch in progress with tasks in it.
            try await house.work.database.write { connection in
                let task = try connection.integer("SELECT max(id) FROM task")
                let batch = try connection.integer(
                    """
                    INSERT INTO import_batch (project_id, user_id, state, request, created_at, updated_at)
                    VALUES (\(project), 1, 'in_progress', '{}', 0, 0) RETURNING id
                    """
                )
                try connection.execute("UPDATE task SET batch_id = \(batch) WHERE id = \(task)")
                try connection.execute("UPDATE import_batch SET first_task = \(task) WHERE id = \(batch)")
                try connection.execute("UPDATE project_tally SET tasks = 1 WHERE project_id = \(project)")
            }
            let tasks = try await house.tasks(of: project)
            let table = TaskTable(house.work)
            func visible() async throws -> Int {
                try await table.rows(of: project, TaskSelection(), at: .offset(0), limit: 10, for: house.owner).rows
                    .count
            }
            #expect(try await visible() == 1)
            await #expect(throws: Refusal.self) { try await Tasks(house.work).detail(tasks[1], for: house.owner) }
            try await house.annotate(tasks[0], by: house.owner)
            #expect(try await NextTask(house.work).claim(in: project, by: house.owner) == nil)
            try await Recovery(house.work).beforeServing()
            #expect(try await visible() == 1)
            try await Recovery(house.work).tidy()
            #expect(try await house.tasks(of: project) == [tasks[0]])
            let tally = try await house.tally(project)
            #expect(tally.stored == tally.recounted)
        }
    }

    @Test func `an annotator nobody knows is refused by name`() async throws {
        try await House.with { house in
            let project = try await house.project()
            let task = #"{"data":{"text":"a"},"annotations":[{"result":[],"completed_by":{"email":"x@y.z"}}]}"#
            let error = await #expect(throws: ImportFault.self) { try await house.importTasks([task], into: project) }
            #expect(error?.message.contains("x@y.z") == true)
            #expect(try await house.tasks(of: project).isEmpty)
        }
    }

    @Test func `the same export comes in twice as different annotations`() async throws {
        try await House.with { house in
            let project = try await house.project()
            let task = #"{"data":{"text":"a"},"annotations":[{"result":[],"unique_id":"u","id":7}]}"#
            try await house.importTasks([task], into: project)
            try await house.importTasks([task], into: project)
            #expect(try await house.tally(project).stored.annotations == 2)
        }
    }

    @Test func `a media file becomes a task under the key the interface names`() async throws {
        try await House.with { house in
            let project = try await house.project {
                $0.labelConfig = #"<View><Image name="i" value="$scan"/></View>"#
            }
            let path = "/tmp/vesalius-test-\(project)-\(UInt64.random(in: 0...UInt64.max)).pdf"
            try writeFile(Array("%PDF".utf8), to: path)
            defer { removeFile(path) }
            let upload = try await Files(house.work).add(
                FileChunks(path), named: "../a b.pdf", to: project, by: house.owner
            )
            #expect(upload.name.hasSuffix("-a_b.pdf"))
            let report = try await Imports(house.work).run(
                ImportRequest(project: project), from: [ImportSource(upload)], by: house.owner
            )
            #expect(report.tasks == 1 && report.formats == [".pdf": 1] && report.dataColumns == ["scan"])
            try await Recovery(house.work).tidy()
            #expect(try await house.work.blobs.size(of: upload.blob) == 4, "a blob that is named stays")
            try await Files(house.work).delete([upload.id], of: project, by: house.owner)
            try await Recovery(house.work).tidy()
            #expect(try await house.work.blobs.size(of: upload.blob) == nil, "a blob that nothing names goes")
        }
    }

    @Test(arguments: Engine.all) func `files that came before the interface get the key it names`(
        _ engine: Engine
    ) async throws {
        try await House.with(engine) { house in
            let project = try await house.project { $0.labelConfig = "<View></View>" }
            let task = try await house.importTasks([#"{"$undefined$":"/data/upload/1/a.png"}"#], into: project).taskIDs[
                0]
            var edit = ProjectEdit()
            edit.labelConfig = #"<View><Image name="i" value="$scan"/></View>"#
            _ = try await Projects(house.work).update(project, edit, by: house.owner)
            let detail = try await Tasks(house.work).detail(task, for: house.owner).tasks[0]
            #expect(detail.task.data == #"{"scan":"/data/upload/1/a.png"}"#)
            let summary = try await Projects(house.work).summary(of: project, for: house.owner)
            #expect(summary.columns.map(\.name) == ["scan"])
        }
    }
}
