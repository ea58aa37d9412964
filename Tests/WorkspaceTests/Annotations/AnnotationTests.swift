import LabelConfig
import Storage
import Testing

@testable import Workspace

@Suite struct AnnotationTests {
    @Test(arguments: Engine.all) func `the same unique_id sent twice is one annotation`(_ engine: Engine) async throws {
        try await House.with(engine) { house in
            let project = try await house.project(tasks: 2) { $0.maximumAnnotations = 5 }
            let tasks = try await house.tasks(of: project)
            let first = try await house.annotate(tasks[0], by: house.owner) { $0.uniqueID = "u-1" }
            let second = try await house.annotate(tasks[0], by: house.owner) { $0.uniqueID = "u-1" }
            #expect(first.id == second.id)
            #expect(try await house.tally(project).stored.annotations == 1)
            await #expect(throws: Refusal.self) {
                try await house.annotate(tasks[1], by: house.owner) { $0.uniqueID = "u-1" }
            }
        }
    }

    @Test(arguments: Engine.all) func `thirty-two repetitions at once are one annotation`(
        _ engine: Engine
    ) async throws {
        try await House.with(engine) { house in
            let project = try await house.project(tasks: 1)
            let task = try await house.tasks(of: project)[0]
            let ids = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<32 {
                    group.addTask { try await house.annotate(task, by: house.owner) { $0.uniqueID = "u" }.id }
                }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
            let tally = try await house.tally(project)
            #expect(tally.stored == tally.recounted && tally.stored.annotations == 1)
        }
    }

    @Test(arguments: Engine.all) func `every earlier state is kept, with who made it and who replaced it`(
        _ engine: Engine
    ) async throws {
        try await House.with(engine) { house in
            let project = try await house.project(tasks: 1)
            let task = try await house.tasks(of: project)[0]
            let annotator = try await house.person()
            let reviewer = try await house.person(.reviewer)
            let id = try await house.annotate(task, by: annotator).id
            var edit = AnnotationEdit()
            edit.result = House.result("severe")
            _ = try await Annotations(house.work).update(id, edit, by: reviewer)
            try await Annotations(house.work).delete(id, by: annotator)
            let rows = try await Annotations(house.work).history(of: id, for: house.owner).versions
            #expect(rows.map(\.action) == ["submitted", "updated"])
            #expect(rows.map(\.replacedByAction) == ["updated", "deleted"])
            #expect(rows.map(\.result) == [House.result(), House.result("severe")])
            #expect(rows.map(\.madeBy) == [annotator.id, reviewer.id])
            #expect(rows.map(\.replacedBy) == [reviewer.id, annotator.id])
        }
    }

    @Test func `a change that is based on an older state is refused with the present one`() async throws {
        try await House.with { house in
            let project = try await house.project(tasks: 1)
            let task = try await house.tasks(of: project)[0]
            let annotations = Annotations(house.work) { annotation, _ in annotation.result }
            let id = try await house.annotate(task, by: house.owner).id
            var edit = AnnotationEdit()
            edit.result = House.result("severe")
            edit.expectedVersion = 1
            #expect(try await annotations.update(id, edit, by: house.owner).annotations[0].version == 2)
            edit.result = "[]"
            let refusal = await #expect(throws: Refusal.self) {
                try await annotations.update(id, edit, by: house.owner)
            }
            #expect(refusal?.kind == .stale && refusal?.current == House.result("severe"))
        }
    }

    @Test(arguments: Engine.all) func `a draft is refused when stale, and gone once it is submitted`(
        _ engine: Engine
    ) async throws {
        try await House.with(engine) { house in
            let project = try await house.project(tasks: 1)
            let task = try await house.tasks(of: project)[0]
            let drafts = Drafts(house.work) { draft, _ in draft.result }
            var edit = Drafts.Edit()
            edit.result = House.result()
            let draft = try await drafts.create(edit, on: task, by: house.owner).draft
            edit.expectedVersion = 1
            edit.result = House.result("severe")
            #expect(try await drafts.update(draft.id, edit, by: house.owner).draft.version == 2)
            let refusal = await #expect(throws: Refusal.self) {
                try await drafts.update(draft.id, edit, by: house.owner)
            }
            #expect(refusal?.kind == .stale && refusal?.current == House.result("severe"))
            let summary = try await Projects(house.work).summary(of: project, for: house.owner)
            #expect(summary.drafts.labels == ["sev": ["severe": 1]])

            let annotation = try await house.annotate(task, by: house.owner) { $0.draft = draft.id }
            #expect(annotation.draftCreatedAt == draft.createdAt)
            #expect(try await drafts.list(ofTask: task, for: house.owner).isEmpty)
            let after = try await Projects(house.work).summary(of: project, for: house.owner)
            #expect(after.drafts.labels.isEmpty && after.annotations.labels == ["sev": ["mild": 1]])
            #expect(try await Tasks(house.work).detail(task, for: house.owner).tasks[0].task.counts.drafts == 0)
        }
    }

    @Test func `a task has one truth`() async throws {
        try await House.with { house in
            let project = try await house.project(tasks: 1) { $0.maximumAnnotations = 2 }
            let task = try await house.tasks(of: project)[0]
            let reviewer = try await house.person(.reviewer)
            try await house.annotate(task, by: house.owner) { $0.groundTruth = true }
            try await house.annotate(task, by: reviewer) { $0.groundTruth = true }
            let tally = try await house.tally(project)
            #expect(tally.stored == tally.recounted && tally.stored.groundTruths == 1 && tally.stored.useful == 1)
        }
    }

    static let wrongResults = ["{}", "7", "[1]", "[{},", "", #"[{"from_name":]"#]

    @Test(arguments: wrongResults) func `a result that is no list of objects is refused with its place`(
        _ result: String
    ) async throws {
        try await House.with { house in
            let project = try await house.project(tasks: 1)
            let task = try await house.tasks(of: project)[0]
            let refusal = await #expect(throws: Refusal.self) {
                try await house.annotate(task, by: house.owner) { $0.result = result }
            }
            #expect(refusal?.faults.first?.field == "result")
            #expect(refusal?.faults.first?.messages.first?.contains("line 1") == true)
        }
    }

    @Test func `results of unknown kinds are kept byte for byte`() async throws {
        try await House.with { house in
            let project = try await house.project(tasks: 1)
            let task = try await house.tasks(of: project)[0]
            let result = #"[ {"type":"hologram", "value":{"x":1.50e1, "ü":"\u00fc"}}, {"type":"relation"} ]"#
            let id = try await house.annotate(task, by: house.owner) { $0.result = result }.id
            let stored = try await Annotations(house.work).annotation(id, for: house.owner).annotations[0]
            #expect(stored.result == result && stored.resultCount == 2)
        }
    }

    @Test func `a task that may not be skipped is not skipped by a change either`() async throws {
        try await House.with { house in
            let task = try await house.tasks(of: house.project(tasks: 1))[0]
            var edit = Tasks.Edit()
            edit.allowSkip = false
            _ = try await Tasks(house.work).update(task, edit, by: house.owner)
            let annotator = try await house.person()
            let id = try await house.annotate(task, by: annotator).id
            var skip = AnnotationEdit()
            skip.wasCancelled = true
            await #expect(throws: Refusal.self) {
                _ = try await Annotations(house.work).update(id, skip, by: annotator)
            }
        }
    }

    @Test func `nobody from elsewhere is named as the one whose work it is`() async throws {
        try await House.with { house in
            let task = try await house.tasks(of: house.project(tasks: 1))[0]
            let refusal = await #expect(throws: Refusal.self) {
                try await house.annotate(task, by: house.owner) { $0.completedBy = 1 << 40 }
            }
            #expect(refusal?.faults.first?.field == "completed_by")
        }
    }
}
