import Storage
import Workspace

/// All steps of the schema, in order: people from 1, jobs at 90, projects and their work from 100.
enum Schema {
    static let migrations: [Migration] = PeopleSchema.migrations + [JobStore.migration(90)] + WorkMigrations.all
}
