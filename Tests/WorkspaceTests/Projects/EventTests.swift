import Storage
import Testing

@testable import Workspace

@Suite struct EventTests {
    @Test(arguments: Engine.all) func `every act has its event and the chain holds`(_ engine: Engine) async throws {
        try await House.with(engine) { house in
            let project = try await house.project(tasks: 3)
            let tasks = try await house.tasks(of: project)
            let annotation = try await house.annotate(tasks[0], by: house.owner).id
            try await Annotations(house.work).delete(annotation, by: house.owner)
            try await Tasks(house.work).delete(tasks[1], by: house.owner)
            try await Projects(house.work).delete(project, by: house.owner)
            let (actions, broken) = try await house.work.database.read { connection in
                (
                    try connection.query(
                        "SELECT action, actor_id, address, before_hash, after_hash FROM event ORDER BY seq"),
                    try EventLog.firstBreak(in: connection)
                )
            }
            #expect(
                actions.map { $0.string("action") } == [
                    "project.create", "import.complete", "annotation.create", "annotation.delete", "task.delete",
                    "project.delete",
                ])
            #expect(broken == nil)
            #expect(actions.allSatisfy { $0.int("actor_id") == house.owner.id && $0.string("address") == "192.0.2.7" })
            #expect(actions[2].string("after_hash") == actions[3].string("before_hash"))
        }
    }

    static let forgeries: [(what: String, sql: Query)] = [
        ("a changed actor", "UPDATE event SET actor_id = 99 WHERE seq = 2"),
        ("a changed time", "UPDATE event SET at = at + 1 WHERE seq = 2"),
        ("a missing event", "DELETE FROM event WHERE seq = 2"),
        ("a cut-off end", "DELETE FROM event WHERE seq = 3"),
        ("swapped events", "UPDATE event SET prev = hash, hash = prev WHERE seq = 2"),
    ]

    @Test(arguments: forgeries.indices) func `tampering breaks the chain`(_ index: Int) async throws {
        try await House.with { house in
            _ = try await house.project(tasks: 1)
            _ = try await house.project()
            let broken = try await house.work.database.write { connection in
                #expect(try EventLog.firstBreak(in: connection) == nil)
                try connection.execute(Self.forgeries[index].sql)
                return try EventLog.firstBreak(in: connection)
            }
            #expect(broken != nil, "\(Self.forgeries[index].what)")
        }
    }

    @Test(arguments: Engine.all) func `two hundred acts at once leave a chain without gaps`(_ engine: Engine)
        async throws
    {
        try await House.with(engine) { house in
            let project = try await house.project(tasks: 20) { $0.maximumAnnotations = 20 }
            let tasks = try await house.tasks(of: project)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask { try await house.annotate(tasks[number % 20], by: house.owner) }
                }
                try await group.waitForAll()
            }
            let (count, broken) = try await house.work.database.read { connection in
                (try connection.integer("SELECT count(*) FROM event"), try EventLog.firstBreak(in: connection))
            }
            #expect(count == 202)
            #expect(broken == nil)
        }
    }
}
