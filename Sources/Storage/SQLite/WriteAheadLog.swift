import GRDB
import GRDBSQLite
import Synchronization

/// How long SQLite's log has grown, and when its pages should move into the database.
final class WriteAheadLog: Sendable {
    /// 1 000 pages of 8 kB: 8 MB, when there is a pause.
    static let idlePages = 1_000
    /// 64 MB, even without one: the log is what a start after a kill has to read.
    static let mostPages = 8_000

    private let pages = Atomic<Int>(0)

    /// Has SQLite tell the log's length after each commit of this connection.
    func watch(_ database: Database) {
        sqlite3_wal_hook(
            database.sqliteConnection,
            { log, _, _, pages in
                // `self` is held by the writer, which outlives the connection's last commit.
                guard let log else { return SQLITE_OK }
                Unmanaged<WriteAheadLog>.fromOpaque(log).takeUnretainedValue()
                    .pages.store(Int(pages), ordering: .relaxed)
                return SQLITE_OK
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    var isWorthMoving: Bool { pages.load(ordering: .relaxed) >= Self.idlePages }
    var isTooLong: Bool { pages.load(ordering: .relaxed) >= Self.mostPages }

    /// Until the next commit tells the length anew.
    func noteCheckpoint() { pages.store(0, ordering: .relaxed) }
}
