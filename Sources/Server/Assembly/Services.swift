package import Logging
package import Storage
package import Workspace

/// What controllers work with; built once at start.
package struct Services: Sendable {
    package let settings: Settings
    package let database: any SQLDatabase
    package let clock: WallClock
    package let logger: Logger
    package let metrics: Metrics
    package let people: People
    /// What the use-cases of projects stand on: `Projects(services.work)`.
    package let work: Work
    package let jobs: JobStore
    package let setUpCode: SetUpCode
    /// Whom the operator named as first owner.
    package let owner: FirstStart.Owner
    /// Why the store takes no writes, if so.
    package let readOnlyReason: @Sendable () -> String?

    package init(
        settings: Settings,
        database: any SQLDatabase,
        clock: WallClock = .system,
        logger: Logger,
        metrics: Metrics,
        people: People,
        work: Work,
        jobs: JobStore,
        setUpCode: SetUpCode,
        owner: FirstStart.Owner = .init(),
        readOnlyReason: @escaping @Sendable () -> String? = { nil }
    ) {
        self.settings = settings
        self.database = database
        self.clock = clock
        self.logger = logger
        self.metrics = metrics
        self.people = people
        self.work = work
        self.jobs = jobs
        self.setUpCode = setUpCode
        self.owner = owner
        self.readOnlyReason = readOnlyReason
    }
}
