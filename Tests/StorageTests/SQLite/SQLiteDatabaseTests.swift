import Synchronization
import Testing

@testable import Storage

@Suite struct SQLiteDatabaseTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `the file is opened as durably as promised`() async throws {
        let database = try SQLiteDatabase(path: folder.file("a.sqlite"))
        let settings = try await database.write { connection in
            try ["journal_mode", "synchronous", "foreign_keys", "trusted_schema", "page_size", "wal_autocheckpoint"]
                .map { name in "\(name)=\(try connection.first("PRAGMA \(raw: name)")!.values[0])" }
        }
        #expect(
            settings == [
                #"journal_mode=text("wal")"#, "synchronous=integer(2)", "foreign_keys=integer(1)",
                "trusted_schema=integer(0)", "page_size=integer(8192)", "wal_autocheckpoint=integer(0)",
            ]
        )
        await database.close()
    }

    @Test func `a full disk turns the database read-only and keeps what was acknowledged`() async throws {
        let database = try SQLiteDatabase(path: folder.file("a.sqlite"))
        try await database.write { connection in
            try connection.script("CREATE TABLE t (x TEXT NOT NULL) STRICT")
            try connection.script("INSERT INTO t VALUES ('kept')")
            try connection.script("PRAGMA max_page_count = 20")
        }
        let long = String(repeating: "x", count: 1_000_000)
        await #expect(throws: StorageError.self) {
            try await database.write { try $0.execute("INSERT INTO t VALUES (\(long))") }
        }
        let refusal = await #expect(throws: StorageError.self) {
            try await database.write { try $0.execute("INSERT INTO t VALUES ('small')") }
        }
        guard case .readOnly = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(database.readOnlyReason != nil)
        #expect(try await database.read { try $0.query("SELECT x FROM t").map { $0.string("x") } } == ["kept"])
        await database.close()

        let again = try SQLiteDatabase(path: folder.file("a.sqlite"))
        try await again.write { try $0.execute("INSERT INTO t VALUES ('later')") }
        #expect(try await again.read { try $0.first("SELECT count(*) AS n FROM t")?.int("n") } == 2)
        await again.close()
    }

    @Test func `nothing of a group is acknowledged when the disk fails in one of its transactions`() async throws {
        let database = try SQLiteDatabase(path: folder.file("a.sqlite"))
        try await database.write { connection in
            try connection.script("CREATE TABLE t (x TEXT NOT NULL) STRICT")
            try connection.script("PRAGMA max_page_count = 20")
        }
        let long = String(repeating: "x", count: 1_000_000)
        let acknowledged = await withTaskGroup(of: String?.self) { group in
            for index in 0..<50 {
                let text = index == 25 ? long : "\(index)"
                group.addTask {
                    let stored = try? await database.write { try $0.execute("INSERT INTO t VALUES (\(text))") }
                    return stored == nil ? nil : text
                }
            }
            return await group.reduce(into: Set<String>()) { if let text = $1 { $0.insert(text) } }
        }
        let stored = Set(try await database.read { try $0.query("SELECT x FROM t").map { $0.string("x") } })
        #expect(stored == acknowledged)
        #expect(!stored.contains(long))
        await database.close()
    }

    @Test func `a thousand small transactions share their flushes`() async throws {
        let groups = Mutex<[Int]>([])
        let database = try SQLiteDatabase(path: folder.file("a.sqlite")) { size in
            groups.withLock { $0.append(size) }
        }
        try await database.write { try $0.script("CREATE TABLE t (x INTEGER NOT NULL) STRICT") }
        groups.withLock { $0 = [] }
        try await withThrowingTaskGroup { group in
            for index in 0..<1_000 {
                group.addTask { try await database.write { try $0.execute("INSERT INTO t VALUES (\(index))") } }
            }
            try await group.waitForAll()
        }
        let sizes = groups.withLock { $0 }
        #expect(sizes.reduce(0, +) == 1_000)
        #expect(sizes.count < 250)
        #expect(try await database.read { try $0.first("SELECT count(DISTINCT x) AS n FROM t")?.int("n") } == 1_000)
        await database.close()
    }

    @Test func `a transaction that waits for its foreign keys until the commit fails alone`() async throws {
        let database = try SQLiteDatabase(path: folder.file("a.sqlite"))
        try await database.write {
            try $0.script(
                """
                CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT;
                CREATE TABLE b (a INTEGER NOT NULL REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED) STRICT;
                INSERT INTO a VALUES (1);
                """
            )
        }
        let stored = await withTaskGroup(of: Int?.self) { group in
            for index in 0..<40 {
                group.addTask {
                    let target = index % 10 == 3 ? 2 : 1
                    let done = try? await database.write { try $0.execute("INSERT INTO b VALUES (\(target))") }
                    return done == nil ? nil : index
                }
            }
            return await group.reduce(into: 0) { if $1 != nil { $0 += 1 } }
        }
        #expect(stored == 36)
        #expect(try await database.read { try $0.first("SELECT count(*) AS n FROM b WHERE a = 1")?.int("n") } == 36)
        await database.close()
    }

    @Test func `a body that ends its transaction is refused`() async throws {
        let database = try SQLiteDatabase(path: folder.file("a.sqlite"))
        await #expect(throws: StorageError.self) { try await database.write { try $0.script("COMMIT") } }
        #expect(try await database.write { try $0.first("SELECT 1 AS one")?.int("one") } == 1)
        await database.close()
    }

    @Test func `a closed database refuses in words`() async throws {
        let database = try SQLiteDatabase(path: folder.file("a.sqlite"))
        _ = try await database.read { try $0.query("SELECT 1") }
        await database.close()
        await #expect(throws: StorageError.unavailable(reason: "the database is closed")) {
            try await database.write { try $0.script("SELECT 1") }
        }
        await #expect(throws: StorageError.unavailable(reason: "the database is closed")) {
            try await database.read { try $0.query("SELECT 1") }
        }
    }

    @Test func `the log is moved into the database when it has grown`() async throws {
        let database = try SQLiteDatabase(path: folder.file("a.sqlite"))
        try await database.write { try $0.script("CREATE TABLE t (x BLOB NOT NULL) STRICT") }
        let blob = [UInt8](repeating: 7, count: 1 << 20)
        for _ in 0..<90 { try await database.write { try $0.execute("INSERT INTO t VALUES (\(blob))") } }
        let log = try folder.size(of: "a.sqlite-wal")
        #expect(log < 72 << 20)
        await database.close()
    }

    @Test func `a pause moves the log into the database`() async throws {
        let database = try SQLiteDatabase(path: folder.file("a.sqlite"))
        try await database.write { try $0.script("CREATE TABLE t (x BLOB NOT NULL) STRICT") }
        let blob = [UInt8](repeating: 7, count: 12 << 20)
        try await database.write { try $0.execute("INSERT INTO t VALUES (\(blob))") }
        for _ in 0..<200 where try folder.size(of: "a.sqlite") < 12 << 20 {
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(try folder.size(of: "a.sqlite") >= 12 << 20)
        await database.close()
    }
}
