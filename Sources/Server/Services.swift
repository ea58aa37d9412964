package import Logging
package import Storage
package import Workspace

/// What controllers work with; built once at start.
package struct Services: Sendable {
    package let settings: Settings
    package let database: any SQLDatabase
    package let clock: WallClock
    package let logger: Logger
    package let people: People

    package init(
        settings: Settings,
        database: any SQLDatabase,
        clock: WallClock = .system,
        logger: Logger,
        people: People
    ) {
        self.settings = settings
        self.database = database
        self.clock = clock
        self.logger = logger
        self.people = people
    }
}
