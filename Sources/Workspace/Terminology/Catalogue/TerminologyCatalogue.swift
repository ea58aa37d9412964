import Storage
import Synchronization

/// The rows of releases as last read, so that a key press asks no database.
///
/// Acts of this process are seen at once, those of others (another server, the command line) within two seconds.
final class TerminologyCatalogue: Sendable {
    private struct State {
        var releases: [TerminologyRelease] = []
        var readAt: ContinuousClock.Instant?
        /// Counts what was forgotten, so that a reading begun before is not kept.
        var turn = 0
    }

    private let state = Mutex(State())
    private static let age = Duration.seconds(2)

    /// All releases of an organisation, the default of each key first, then the newest.
    func releases(of organization: Int, from database: any SQLDatabase) async throws -> [TerminologyRelease] {
        let (known, turn) = state.withLock { state in
            (state.readAt.map { $0 + Self.age > .now } ?? false ? state.releases : nil, state.turn)
        }
        if let known { return known.filter { $0.organization == organization } }
        let found = try await database.read { try Self.read(in: $0) }
        state.withLock { state in
            guard state.turn == turn else { return }
            state.releases = found
            state.readAt = .now
        }
        return found.filter { $0.organization == organization }
    }

    /// After an act that changed rows.
    func forget() {
        state.withLock { state in
            state.readAt = nil
            state.turn += 1
        }
    }

    static func read(in connection: any SQLConnection) throws -> [TerminologyRelease] {
        try connection.query("SELECT \(raw: TerminologyRelease.selection) FROM terminology_release").map { row in
            var cells = Cells(row)
            return TerminologyRelease(&cells)
        }.sorted { left, right in
            if left.key != right.key { return left.key < right.key }
            if left.isChosen != right.isChosen { return left.isChosen }
            return left.isNewer(than: right)
        }
    }
}
