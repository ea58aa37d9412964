import Testing

@testable import Storage

@Suite(.enabled(if: Engine.postgresURL != nil, "TEST_POSTGRES_URL is not set"))
struct PostgresDatabaseTests {
    let url = Engine.postgresURL ?? ""

    @Test func `a connection that was lost while idle is made anew`() async throws {
        let database = PostgresDatabase(url: url, connections: 1)
        let first = try await backend(of: database)
        try await terminate(first)
        #expect(try await backend(of: database) != first)
        await database.close()
    }

    @Test func `a connection lost in a transaction fails it and the next one works`() async throws {
        let database = PostgresDatabase(url: url, connections: 1)
        let url = url
        let error = await #expect(throws: StorageError.self) {
            try await database.write { connection in
                let id = try connection.first("SELECT pg_backend_pid() AS id")?.int("id") ?? 0
                let other = try PostgresSession(url: url)
                _ = try other.query("SELECT pg_terminate_backend(\(raw: "\(id)"))")
                _ = try connection.query("SELECT pg_sleep(5)")
            }
        }
        guard case .unavailable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try await backend(of: database) > 0)
        await database.close()
    }

    @Test func `nobody waits longer than its patience for a connection`() async throws {
        let database = PostgresDatabase(url: url, connections: 1, patience: .milliseconds(50))
        let error = await #expect(throws: StorageError.self) {
            try await withThrowingTaskGroup { group in
                for _ in 0..<2 { group.addTask { try await database.read { try $0.query("SELECT pg_sleep(0.4)") } } }
                try await group.waitForAll()
            }
        }
        #expect(error == .unavailable(reason: "all 1 database connections are busy"))
        #expect(try await backend(of: database) > 0)
        await database.close()
    }

    @Test func `a server that is not there is unavailable`() async throws {
        let database = PostgresDatabase(url: "postgres://nobody@127.0.0.1:1/nothing")
        let error = await #expect(throws: StorageError.self) { try await database.read { try $0.query("SELECT 1") } }
        guard case .unavailable(let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("127.0.0.1"))
        await database.close()
    }

    @Test func `a deadlock is tried again and both transactions are stored`() async throws {
        try await Engine.withSchema(at: url) { url in
            let database = PostgresDatabase(url: url, connections: 4)
            try await database.write {
                try $0.script("CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT); INSERT INTO t VALUES (1, 0), (2, 0)")
            }
            let attempts = Counter()
            try await withThrowingTaskGroup { group in
                for (first, second) in [(1, 2), (2, 1)] {
                    group.addTask {
                        try await database.write { connection in
                            attempts.add()
                            try connection.execute("UPDATE t SET n = n + 1 WHERE id = \(first)")
                            _ = try connection.query("SELECT pg_sleep(0.2)")
                            try connection.execute("UPDATE t SET n = n + 1 WHERE id = \(second)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            // One of them lost and began again; on a crowded machine the two may meet more than once.
            #expect(attempts.count >= 3)
            #expect(try await database.read { try $0.query("SELECT n FROM t").map { $0.int("n") } } == [2, 2])
            await database.close()
        }
    }

    @Test func `ever new texts do not fill the server with prepared statements`() async throws {
        let database = PostgresDatabase(url: url, connections: 1)
        let count = try await database.read { connection in
            for index in 0..<450 { _ = try connection.query("SELECT \(index) AS n\(raw: String(index))") }
            return try connection.first("SELECT count(*) AS n FROM pg_prepared_statements")?.int("n") ?? 0
        }
        #expect(1...200 ~= count)
        await database.close()
    }

    private func backend(of database: PostgresDatabase) async throws -> Int {
        try await database.read { try $0.first("SELECT pg_backend_pid() AS id")?.int("id") ?? 0 }
    }

    private func terminate(_ backend: Int) async throws {
        let other = PostgresDatabase(url: url, connections: 1)
        try await other.read { _ = try $0.query("SELECT pg_terminate_backend(\(raw: "\(backend)"))") }
        await other.close()
    }
}
