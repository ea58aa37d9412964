import Foundation
import Storage
import Testing

/// An engine that a promise is tried on, each time with a fresh, empty database.
enum Engine: String, CaseIterable, CustomTestStringConvertible {
    case sqlite = "SQLite"
    case postgres = "PostgreSQL"

    /// Where `Scripts/test-postgres start` started a server.
    private static let postgresURL =
        ProcessInfo.processInfo.environment["TEST_POSTGRES_URL"].flatMap { $0.isEmpty ? nil : $0 }

    /// The engines that are at hand.
    static var all: [Engine] { postgresURL == nil ? [.sqlite] : allCases }

    var testDescription: String { rawValue }

    func run(_ body: (any SQLDatabase) async throws -> Void) async throws {
        switch self {
        case .sqlite:
            let folder = NSTemporaryDirectory() + "workspace-" + UUID().uuidString
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try await Self.finishing(SQLiteDatabase(path: folder + "/test.sqlite"), body)
        case .postgres:
            let url = try #require(Self.postgresURL)
            let schema = "w_" + UUID().uuidString.filter(\.isHexDigit).lowercased()
            let server = PostgresDatabase(url: url, connections: 1)
            try await server.write { try $0.script("CREATE SCHEMA \(schema)") }
            let mark = url.contains("?") ? "&" : "?"
            let own = "\(url)\(mark)options=-csearch_path%3D\(schema)"
            let outcome: Result<Void, any Error>
            do {
                try await Self.finishing(PostgresDatabase(url: own, connections: 8, patience: .seconds(60)), body)
                outcome = .success(())
            } catch {
                outcome = .failure(error)
            }
            try await server.write { try $0.script("DROP SCHEMA \(schema) CASCADE") }
            await server.close()
            try outcome.get()
        }
    }

    private static func finishing(
        _ database: any SQLDatabase, _ body: (any SQLDatabase) async throws -> Void
    ) async throws {
        do {
            try await body(database)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}
