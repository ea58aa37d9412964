import Exchange
import LabelConfig
import Storage

/// The key of data that came before any interface named one, such as pictures brought into a new project.
enum UndefinedKey {
    /// Gives such data the key a project's interface reads, where it reads just one.
    static func name(after project: Project, in connection: any SQLConnection) throws {
        let undefined = ImportOptions.undefinedKey
        let waiting = try connection.integer(
            "SELECT tasks FROM data_column WHERE project_id = \(project.id) AND name = \(undefined)"
        )
        guard waiting > 0, let keys = (try? LabelConfig(parsing: project.labelConfig))?.dataKeys, keys.count == 1,
            keys[0].root != undefined, keys[0].root.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C })
        else { return }
        // Both stand at the place of a member's name, as the import wrote it.
        let old = "\"\(undefined)\":"
        let new = "\"\(keys[0].root)\":"
        try connection.execute(
            """
            UPDATE task_body SET data = replace(data, CAST(\(old) AS TEXT), CAST(\(new) AS TEXT))
            WHERE task_id IN (SELECT id FROM task WHERE project_id = \(project.id))
            """
        )
        try connection.execute(
            "DELETE FROM data_column WHERE project_id = \(project.id) AND name = \(undefined)"
        )
        var columns = DataColumns()
        columns.add(names: [keys[0].root])
        try columns.store(project.id, in: connection)
        try connection.execute(
            """
            UPDATE data_column SET tasks = tasks + \(waiting - 1)
            WHERE project_id = \(project.id) AND name = \(keys[0].root)
            """
        )
    }
}
