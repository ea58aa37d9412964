import Storage

/// Which tasks are not there yet: those of imports that are not complete.
enum ImportBatches {
    /// A condition, starting with AND, that leaves out the tasks of incomplete imports; empty where there are none.
    ///
    /// Asking first keeps the condition out of nearly all queries, which then walk along an index alone.
    static func hidden(in project: Int, _ connection: any SQLConnection) throws -> Query {
        let open = try connection.query(
            """
            SELECT id FROM import_batch
            WHERE project_id = \(project) AND first_task IS NOT NULL AND state <> 'completed'
            """
        )
        guard !open.isEmpty else { return "" }
        let ids = open.map { $0.int("id") }
        return " AND (task.batch_id IS NULL OR task.batch_id NOT IN (\(list: ids)))"
    }

    /// The same for a query by the task's id.
    static let hiddenByID: Query = """
         AND NOT EXISTS (SELECT 1 FROM import_batch
            WHERE import_batch.id = task.batch_id AND import_batch.state <> 'completed')
        """
}
