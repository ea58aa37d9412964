import Storage
import Testing

@testable import Workspace

/// The queries that run all day must walk along an index, however many tasks there are.
@Suite struct PlanTests {
    private static let plans: [(query: Query, index: String)] = [
        ("SELECT id FROM task WHERE project_id = \(1) ORDER BY id LIMIT 100 OFFSET 0", "task_project"),
        ("SELECT id FROM task WHERE project_id = \(1) AND is_labeled = 0 ORDER BY id LIMIT 1", "task_open"),
        (
            """
            SELECT id FROM task WHERE project_id = \(1) AND is_labeled = 0 AND annotations > 0
            ORDER BY annotations DESC, id LIMIT 1
            """, "task_begun"
        ),
        ("SELECT id FROM annotation WHERE task_id = \(1) AND completed_by = \(1)", "annotation_task"),
        ("SELECT task_id FROM annotation WHERE project_id = \(1) AND completed_by = \(1)", "annotation_person"),
        ("SELECT id FROM annotation WHERE unique_id = \("u") AND project_id = \(1)", "annotation_unique"),
        ("SELECT count(*) FROM draft WHERE task_id = \(1)", "draft_task"),
        ("SELECT count(*) FROM prediction WHERE task_id = \(1)", "prediction_task"),
        (
            "SELECT id FROM import_batch WHERE project_id = \(1) AND first_task IS NOT NULL AND state <> 'completed'",
            "import_batch_open"
        ),
        ("SELECT count(*) FROM task_lock WHERE task_id = \(1) AND user_id <> \(2) AND expires_at > \(3)", "task_lock"),
    ]

    @Test func `the queries of every day use their indexes`() async throws {
        try await House.with { house in
            for (query, index) in Self.plans {
                let plan = try await house.work.database.read { connection in
                    try connection.query("EXPLAIN QUERY PLAN \(query)").map { $0.string("detail") }
                }
                let text = plan.joined(separator: "; ")
                #expect(text.contains(index), "\(query.text): \(text)")
                #expect(!text.contains("SCAN"), "\(query.text): \(text)")
            }
        }
    }

    @Test func `the next task is found without a walk over all tasks`() async throws {
        try await House.with { house in
            let project = try await house.project(tasks: 2)
            let queries = Recorder()
            let recording = RecordingDatabase(base: house.work.database, recorder: queries)
            let work = Work(database: recording, blobs: house.work.blobs, clock: house.work.clock)
            _ = try await NextTask(work).claim(in: project, by: house.owner)
            for query in queries.all where query.text.hasPrefix("SELECT task.id") {
                let plan = try await house.work.database.read { connection in
                    try connection.query("EXPLAIN QUERY PLAN \(query)").map { $0.string("detail") }
                }
                #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(query.text): \(plan)")
            }
        }
    }
}
