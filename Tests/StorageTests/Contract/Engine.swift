import Foundation
import Testing

@testable import Storage

/// An engine that a contract is run on, each time with a fresh, empty database.
enum Engine: String, CaseIterable, CustomTestStringConvertible {
    case sqlite = "SQLite"
    case postgres = "PostgreSQL"

    static var all: [Engine] { allCases }

    /// Where `Scripts/test-postgres start` started a server.
    static let postgresURL = ProcessInfo.processInfo.environment["TEST_POSTGRES_URL"].flatMap { $0.isEmpty ? nil : $0 }

    var testDescription: String { rawValue }

    func run(_ body: (any SQLDatabase) async throws -> Void) async throws {
        switch self {
        case .sqlite:
            let folder = try TemporaryFolder()
            let database = try SQLiteDatabase(path: folder.file("test.sqlite"))
            try await finishing(database, body)
        case .postgres:
            guard let url = Self.postgresURL else { try Test.cancel("TEST_POSTGRES_URL is not set") }
            try await Self.withSchema(at: url) { url in
                try await finishing(PostgresDatabase(url: url, connections: 4, patience: .seconds(30)), body)
            }
        }
    }

    /// A schema of the test's own, which the URL handed over leads to.
    static func withSchema(at url: String, _ body: (String) async throws -> Void) async throws {
        let schema = "t_" + UUID().uuidString.replacingOccurrences(of: "-", with: "").lowercased()
        let server = PostgresDatabase(url: url, connections: 1)
        try await server.write { try $0.script("CREATE SCHEMA \(schema)") }
        let outcome: Result<Void, any Error>
        do {
            let mark = url.contains("?") ? "&" : "?"
            outcome = .success(try await body("\(url)\(mark)options=-csearch_path%3D\(schema)"))
        } catch { outcome = .failure(error) }
        try await server.write { try $0.script("DROP SCHEMA \(schema) CASCADE") }
        await server.close()
        try outcome.get()
    }

    private func finishing(_ database: any SQLDatabase, _ body: (any SQLDatabase) async throws -> Void) async throws {
        do {
            try await body(database)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}
