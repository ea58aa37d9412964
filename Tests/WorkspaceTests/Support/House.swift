import Foundation
import Imaging
import JSON
import Storage
import Synchronization

@testable import Workspace

/// A workspace with people in it, over a fresh database.
struct House: Sendable {
    let work: Work
    let owner: Member
    private let time: TestClock

    /// Runs `body` in a house of its own.
    static func with(
        _ engine: Engine = .sqlite, _ body: @escaping @Sendable (House) async throws -> Void
    ) async throws {
        try await engine.run { database in
            try await database.migrate(PeopleSchema.migrations + [JobStore.migration(90)] + WorkMigrations.all)
            let folder = NSTemporaryDirectory() + "blobs-" + UUID().uuidString
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let time = TestClock()
            // The decode worker lies beside the program of the tests; it is started only where an image is looked at.
            let pool = DecodePool(workers: 2)
            let work = Work(
                database: database, blobs: try FolderBlobStore(folder), clock: WallClock { time.now },
                imaging: ReadingRoom(pool: pool, folder: folder + "-renditions", spool: folder + "-spool"),
                terminology: TerminologyShelf(folder: folder + "-terminology"),
                chance: { $0 / 2 }
            )
            defer {
                try? FileManager.default.removeItem(atPath: folder + "-renditions")
                try? FileManager.default.removeItem(atPath: folder + "-spool")
                try? FileManager.default.removeItem(atPath: folder + "-terminology")
            }
            let organization = try await database.write { connection in
                try connection.integer(
                    """
                    INSERT INTO organization (title, api_tokens_enabled, legacy_api_tokens_enabled,
                        api_token_ttl_days, max_session_age, max_time_between_activity, policy_updated_at,
                        created_at, updated_at)
                    VALUES ('Ward', \(true), \(true), 1, 1, 1, 0, 0, 0) RETURNING id
                    """
                )
            }
            let house = House(
                work: work, owner: try await person(.owner, 1, organization, database), time: time
            )
            do {
                try await body(house)
            } catch {
                await pool.shutdown()
                throw error
            }
            await pool.shutdown()
        }
    }

    /// The same people over another workspace on the same database.
    init(_ work: Work, _ owner: Member) {
        self.init(work: work, owner: owner, time: TestClock())
    }

    private init(work: Work, owner: Member, time: TestClock) {
        self.work = work
        self.owner = owner
        self.time = time
    }

    /// Lets time pass.
    func wait(seconds: Int) { time.pass(seconds) }

    /// Somebody new in the organisation.
    func person(_ role: Role = .annotator, _ number: Int = Int.random(in: 2...1 << 30)) async throws -> Member {
        try await Self.person(role, number, owner.organization, work.database)
    }

    private static func person(
        _ role: Role, _ number: Int, _ organization: Int, _ database: any SQLDatabase
    ) async throws -> Member {
        let email = "\(role.rawValue)\(number)@example.org"
        let id = try await database.write { connection in
            let id = try connection.integer(
                """
                INSERT INTO person (email, email_folded, username, first_name, last_name, phone, custom_hotkeys,
                    created_at, last_activity)
                VALUES (\(email), \(email), \(email), 'First', 'Last', '', '{}', 0, 0) RETURNING id
                """
            )
            try connection.execute(
                """
                INSERT INTO membership (organization, person, role, created_at, updated_at)
                VALUES (\(organization), \(id), \(role.rawValue), 0, 0)
                """
            )
            return id
        }
        return Member(
            id: id, organization: organization, role: role, email: email,
            origin: Origin(.session, address: "192.0.2.7", requestID: "r")
        )
    }

    static let config = """
        <View><Text name="text" value="$text"/><Choices name="sev" toName="text">
        <Choice value="mild"/><Choice value="severe"/></Choices></View>
        """

    static func result(_ choice: String = "mild") -> String {
        #"[{"from_name":"sev","to_name":"text","type":"choices","value":{"choices":["\#(choice)"]}}]"#
    }

    /// A project with that many tasks.
    func project(tasks: Int = 0, _ change: (inout ProjectEdit) -> Void = { _ in }) async throws -> Int {
        var edit = ProjectEdit()
        edit.title = "Notes"
        edit.labelConfig = Self.config
        change(&edit)
        let project = try await Projects(work).create(edit, by: owner).project.id
        if tasks > 0 {
            try await importTasks((1...tasks).map { #"{"text":"note \#($0)"}"# }, into: project)
        }
        return project
    }

    @discardableResult
    func importTasks(_ tasks: [String], into project: Int) async throws -> ImportReport {
        var request = ImportRequest(project: project)
        request.returnsIDs = true
        let text = "[" + tasks.joined(separator: ",") + "]"
        return try await Imports(work).run(
            request, from: [ImportSource(name: "", bytes: .memory(Array(text.utf8)))], by: owner
        )
    }

    func tasks(of project: Int) async throws -> [Int] {
        try await work.database.read { connection in
            try connection.query("SELECT id FROM task WHERE project_id = \(project) ORDER BY id").map { $0.int("id") }
        }
    }

    @discardableResult
    func annotate(
        _ task: Int, by member: Member, _ change: (inout NewAnnotation) -> Void = { _ in }
    ) async throws -> Annotation {
        var new = NewAnnotation(result: Self.result())
        change(&new)
        return try await Annotations(work).create(new, on: task, by: member).annotations[0]
    }

    func skip(_ task: Int, by member: Member) async throws {
        try await annotate(task, by: member) {
            $0.result = "[]"
            $0.wasCancelled = true
        }
    }

    func tally(_ project: Int) async throws -> (stored: ProjectTally, recounted: ProjectTally) {
        try await work.database.read { connection in
            (
                try ProjectTally.stored(project, in: connection), try ProjectTally.recount(project, in: connection)
            )
        }
    }
}

/// A clock that goes on by a microsecond each time it is looked at, so that no two instants are equal.
final class TestClock: Sendable {
    private let value = Mutex(1_800_000_000_000_000)

    var now: Int {
        value.withLock { time in
            time += 1
            return time
        }
    }

    func pass(_ seconds: Int) { value.withLock { $0 += seconds * 1_000_000 } }
}
