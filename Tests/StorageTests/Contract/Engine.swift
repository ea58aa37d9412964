import Foundation
import Testing

@testable import Storage

/// An engine that a contract is run on, each time with a fresh, empty database.
enum Engine: String, CaseIterable, CustomTestStringConvertible {
    case sqlite

    static var all: [Engine] { allCases }

    var testDescription: String { rawValue }

    func run(_ body: (any SQLDatabase) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        let database = try SQLiteDatabase(path: folder.file("test.sqlite"))
        do {
            try await body(database)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}
