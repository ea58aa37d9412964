import Storage
import Workspace

/// All steps of the schema, in order.
enum Schema {
    static let migrations: [Migration] = PeopleSchema.migrations + WorkMigrations.all
}
