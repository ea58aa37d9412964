import Hummingbird
import Storage
import Workspace

/// `POST /test/reset`: empties the store and makes its first owner again, for browser and contract tests.
///
/// Exists only when the operator said `--test-reset`, which needs a loopback address.
struct TestResetController {
    let services: Services

    var open: RouteCollection<AppRequestContext> {
        RouteCollection(context: AppRequestContext.self).post("test/reset", use: reset)
    }

    @Sendable func reset(_ request: Request, context: AppRequestContext) async throws -> Response {
        // Another site's page in the tester's browser must not empty the store either.
        try CrossSiteGuard(services.settings).checkOrigin(request)
        try await services.database.write { connection in
            try Self.empty(connection)
            // The chain of events begins anew.
            try connection.execute("INSERT INTO event_head (id, seq, hash) VALUES (1, 0, '')")
        }
        services.work.imaging?.forgetAll()
        services.work.terminology?.forgetAll()
        _ = try await FirstStart.run(services, hasDemo: false)
        return .noContent
    }

    /// Empties all tables but the schema's own record and the keys that running code holds; their names come from the
    /// catalogue.
    private static func empty(_ connection: any SQLConnection) throws {
        let catalogue: Query =
            switch connection.dialect {
            case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            case .postgres: "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()"
            }
        let tables = try connection.query(catalogue).map { $0.string("name") }
            .filter { !["schema_migration", "installation_secret"].contains($0) }
        switch connection.dialect {
        case .sqlite:
            // Parents may go before their children until the commit.
            try connection.execute("PRAGMA defer_foreign_keys = ON")
            for table in tables { try connection.execute("DELETE FROM \(raw: table)") }
            try connection.execute("DELETE FROM sqlite_sequence")
        case .postgres:
            try connection.execute("TRUNCATE \(raw: tables.joined(separator: ", ")) RESTART IDENTITY")
        }
    }
}
