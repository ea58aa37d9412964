import Foundation
import Imaging
package import Logging
import Storage
package import Workspace

/// Opens the store of a data folder and builds the services on it: the same way for `serve`, for the other commands
/// and for tests.
package struct Assembly: Sendable {
    package let services: Services

    /// - Parameters:
    ///   - databaseURL: `postgres://…`; nil for SQLite in the data folder.
    ///   - owner: whom the operator named as first owner.
    ///   - cost: what a password's hash costs; tests take a cheap one.
    package static func open(
        _ settings: Settings,
        databaseURL: String? = nil,
        owner: FirstStart.Owner = .init(),
        clock: WallClock = .system,
        cost: PasswordHasher.Cost = .standard,
        logger: Logger
    ) async throws -> Assembly {
        // Nobody else on the machine reads what lies in it.
        try FileManager.default.createDirectory(
            atPath: settings.dataFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
        )
        let metrics = Metrics()
        let (database, readOnlyReason) = try connect(settings, databaseURL: databaseURL)
        do {
            try await database.migrate(Schema.migrations)
            let measured = MeasuredDatabase(database, metrics: metrics)
            let people = People(
                database: measured, clock: clock, passwords: PasswordHasher(cost: cost),
                secrets: try await InstallationSecrets.load(from: measured), signUp: settings.signUp
            )
            let blobs = try FolderBlobStore(settings.dataFolder + "/blobs")
            return Assembly(
                services: Services(
                    settings: settings, database: measured, clock: clock, logger: logger, metrics: metrics,
                    people: people,
                    work: Work(
                        database: measured, blobs: blobs, clock: clock, imaging: readingRoom(settings),
                        terminology: TerminologyShelf(folder: settings.terminologyFolder, program: settings.program)
                    ),
                    jobs: JobStore(measured, now: clock.now), setUpCode: SetUpCode(), owner: owner,
                    readOnlyReason: readOnlyReason
                )
            )
        } catch {
            await database.close()
            throw error
        }
    }

    /// Takes the folder for the one server on it and takes back what a killed one left half done; before it serves.
    package func takeFolder() async throws -> FolderLock {
        let lock = try FolderLock(services.settings.dataFolder)
        try? FileManager.default.removeItem(atPath: services.settings.spoolFolder)
        try await Recovery(services.work).beforeServing()
        return lock
    }

    package func close() async {
        await services.work.imaging?.pool?.shutdown()
        await services.database.close()
    }

    private static func readingRoom(_ settings: Settings) -> ReadingRoom {
        var limits = DecodeLimits()
        limits.memory = settings.decodeMemory
        limits.frameDeadline = settings.decodeDeadline
        let pool = settings.decodeWorker.map {
            DecodePool(executable: $0, workers: settings.decodeWorkers, limits: limits)
        }
        return ReadingRoom(
            pool: pool, folder: settings.renditionsFolder, spool: settings.spoolFolder, breadth: settings.decodeWorkers,
            limit: settings.renditions, maskMemory: settings.maskMemory
        )
    }

    private static func connect(
        _ settings: Settings, databaseURL: String?
    ) throws -> (database: any SQLDatabase, readOnlyReason: @Sendable () -> String?) {
        if let databaseURL { return (PostgresDatabase(url: databaseURL), { nil }) }
        let database = try SQLiteDatabase(path: settings.dataFolder + "/vesalius.sqlite")
        return (database, { database.readOnlyReason })
    }
}
