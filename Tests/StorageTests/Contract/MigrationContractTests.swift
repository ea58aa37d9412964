import Testing

@testable import Storage

@Suite struct MigrationContractTests {
    static let first = Migration(1, "people") { "CREATE TABLE person (id \($0.id), name TEXT NOT NULL);" }
    static let second = Migration(2, "pets") { _ in
        "CREATE TABLE pet (name TEXT NOT NULL); INSERT INTO pet VALUES ('a');"
    }
    static let broken = Migration(3, "broken") { _ in "CREATE TABLE half (x TEXT); CREATE TABLE person (x TEXT);" }

    @Test(arguments: Engine.all)
    func `a migration runs once, whatever the order and however often`(engine: Engine) async throws {
        try await engine.run { database in
            try await database.migrate([Self.second, Self.first])
            try await database.migrate([Self.first, Self.second])
            #expect(try await database.count("pet") == 1)
        }
    }

    @Test(arguments: Engine.all)
    func `several that start at once migrate once`(engine: Engine) async throws {
        try await engine.run { database in
            try await withThrowingTaskGroup { group in
                for _ in 0..<6 { group.addTask { try await database.migrate([Self.first, Self.second]) } }
                try await group.waitForAll()
            }
            #expect(try await database.count("pet") == 1)
        }
    }

    @Test(arguments: Engine.all)
    func `a database of a later release is refused and left alone`(engine: Engine) async throws {
        try await engine.run { database in
            try await database.migrate([Self.first, Self.second])
            await #expect(throws: StorageError.newerSchema(found: 2, known: 1)) {
                try await database.migrate([Self.first])
            }
            #expect(try await database.count("pet") == 1)
        }
    }

    @Test(arguments: Engine.all)
    func `a migration that fails in its middle leaves nothing of itself and can be mended`(engine: Engine) async throws
    {
        try await engine.run { database in
            let error = await #expect(throws: StorageError.self) {
                try await database.migrate([Self.first, Self.second, Self.broken])
            }
            guard case .failed(_, let message) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(message.contains("migration 3 (broken)"))
            #expect(try await database.count("pet") == 1)
            await #expect(throws: StorageError.self) { try await database.count("half") }
            let mended = Migration(3, "mended") { _ in "CREATE TABLE half (x TEXT);" }
            try await database.migrate([Self.first, Self.second, mended])
            #expect(try await database.count("half") == 0)
        }
    }

    @Test func `two migrations of one number are refused`() async throws {
        try await Engine.sqlite.run { database in
            await #expect(throws: StorageError.invalid(detail: "two migrations have the number 1")) {
                try await database.migrate([Self.first, Self.first])
            }
        }
    }
}
