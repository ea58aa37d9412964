import Storage

/// Takes masks out that no task shows any more.
enum MaskRemoval {
    /// Those that were begun on tasks which are gone.
    static func remove(begunOn tasks: [Int], in connection: any SQLConnection) throws {
        try connection.execute(
            """
            DELETE FROM mask WHERE task_id IN (\(list: tasks))
                AND NOT EXISTS (SELECT 1 FROM mask_use WHERE mask_use.mask_id = mask.id)
            """
        )
    }

    /// All of them; answers how many.
    @discardableResult
    static func sweep(in connection: any SQLConnection) throws -> Int {
        try connection.execute(
            "DELETE FROM mask WHERE NOT EXISTS (SELECT 1 FROM mask_use WHERE mask_use.mask_id = mask.id)"
        )
    }
}
