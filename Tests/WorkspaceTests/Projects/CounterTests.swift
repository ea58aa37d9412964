import JSON
import LabelConfig
import Storage
import Testing

@testable import Workspace

@Suite struct CounterTests {
    @Test(arguments: Engine.all, [1, 2, 3] as [UInt64])
    func `after a random walk every stored count equals a recount`(_ engine: Engine, seed: UInt64) async throws {
        try await House.with(engine) { house in
            let project = try await house.project(tasks: 12) { $0.maximumAnnotations = 2 }
            var walk = Walk(
                house: house, project: project,
                people: [
                    house.owner, try await house.person(.manager), try await house.person(.reviewer),
                ], random: SeededGenerator(seed: seed))
            for _ in 0..<120 { try await walk.step() }
            let tally = try await house.tally(project)
            #expect(tally.stored == tally.recounted)
            try await Self.checkTasks(house, project)
            try await Self.checkLabels(house, project)
        }
    }

    private static func checkTasks(_ house: House, _ project: Int) async throws {
        let found = try await Projects(house.work).project(project, for: house.owner)
        try await house.work.database.read { connection in
            for row in try connection.query(
                "SELECT id, \(raw: TaskCounts.selection) FROM task WHERE project_id = \(project)"
            ) {
                var cells = Cells(row)
                let id = cells.int()
                let stored = TaskCounts(&cells)
                let counted = try TaskCounts.count(
                    id, overlap: stored.overlap, skips: found.skipQueue, in: connection
                )
                #expect(stored == counted)
            }
            var columns = DataColumns()
            try connection.forEach(
                """
                SELECT data FROM task_body JOIN task ON task.id = task_body.task_id
                WHERE task.project_id = \(project)
                """
            ) { columns.add($0.string("data")) }
            let stored = try ProjectSummary.columns(of: project, in: connection)
            #expect(Dictionary(uniqueKeysWithValues: stored.map { ($0.name, $0.tasks) }) == columns.counts)
        }
    }

    private static func checkLabels(_ house: House, _ project: Int) async throws {
        try await house.work.database.read { connection in
            for (source, table) in [(LabelUses.Source.annotations, "annotation"), (.drafts, "draft")] {
                var summary = ResultSummary()
                for row in try connection.query("SELECT result FROM \(raw: table) WHERE project_id = \(project)") {
                    summary.add(try JSONValue(parsing: row.string("result")))
                }
                #expect(try ProjectSummary.work(source, of: project, in: connection) == summary)
            }
        }
    }

    /// Does one thing after another to a project.
    private struct Walk {
        let house: House
        let project: Int
        let people: [Member]
        var random: SeededGenerator

        mutating func step() async throws {
            let person = people.randomElement(using: &random) ?? house.owner
            let tasks = try await house.tasks(of: project)
            guard let task = tasks.randomElement(using: &random) else { return }
            let label = ["mild", "severe"].randomElement(using: &random) ?? ""
            switch Int.random(in: 0..<14, using: &random) {
            case 0...2: try await house.annotate(task, by: person) { $0.result = House.result(label) }
            case 3: try await house.skip(task, by: person)
            case 4: try await house.annotate(task, by: person) { $0.groundTruth = true }
            case 5: try await change(label)
            case 6: try await deleteAnnotation()
            case 7:
                var edit = Drafts.Edit()
                edit.result = House.result(label)
                _ = try await Drafts(house.work).create(edit, on: task, by: person)
            case 8:
                var edit = Predictions.Edit()
                edit.result = House.result(label)
                edit.score = .some(0.25)
                _ = try await Predictions(house.work).create(edit, on: task, by: person)
            case 9: try await house.importTasks([#"{"text":"new","extra":1}"#], into: project)
            case 10 where tasks.count > 6: try await Tasks(house.work).delete(task, by: house.owner)
            case 11: try await rule()
            case 12: try await bulk(task)
            default:
                var edit = Tasks.Edit()
                edit.data = #"{"text":"changed","other":true}"#
                edit.overlap = Int.random(in: 1...3, using: &random)
                _ = try await Tasks(house.work).update(task, edit, by: house.owner)
            }
        }

        private func annotation() async throws -> Int? {
            try await house.work.database.read { [project] connection in
                try connection.optionalInteger("SELECT max(id) FROM annotation WHERE project_id = \(project)")
            }
        }

        private func change(_ label: String) async throws {
            guard let id = try await annotation() else { return }
            var edit = AnnotationEdit()
            edit.result = House.result(label)
            edit.wasCancelled = label == "mild"
            _ = try await Annotations(house.work).update(id, edit, by: house.owner)
        }

        private func deleteAnnotation() async throws {
            guard let id = try await annotation() else { return }
            try await Annotations(house.work).delete(id, by: house.owner)
        }

        private mutating func rule() async throws {
            var edit = ProjectEdit()
            edit.skipQueue = SkipQueue.allCases.randomElement(using: &random)?.rawValue
            edit.maximumAnnotations = Int.random(in: 1...3, using: &random)
            edit.overlapCohortPercentage = [50, 100].randomElement(using: &random)
            _ = try await Projects(house.work).update(project, edit, by: house.owner)
        }

        private mutating func bulk(_ task: Int) async throws {
            var selection = TaskSelection()
            selection.chosen = .only([task])
            let actions: [BulkAction] = [
                .deleteAnnotations, .deletePredictions, .predictionsToAnnotations, .removeDuplicates,
            ]
            guard let action = actions.randomElement(using: &random) else { return }
            if action == .removeDuplicates { selection.chosen = .allBut([]) }
            _ = try await BulkActions(house.work).run(action, on: selection, of: project, by: house.owner)
        }
    }
}

/// SplitMix64: the same walk for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
