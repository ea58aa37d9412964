import Storage

/// Takes tasks out of a project with all that hangs on them, and out of every count.
enum TaskRemoval {
    /// Removes the tasks that are still there; answers how many.
    @discardableResult
    static func remove(_ ids: [Int], of project: Int, in connection: any SQLConnection) throws -> Int {
        guard !ids.isEmpty else { return 0 }
        var gone = ProjectTally()
        var present: [Int] = []
        try connection.forEach(
            """
            SELECT task.id, \(raw: TaskCounts.selection) FROM task
            WHERE task.id IN (\(list: ids)) AND task.project_id = \(project)
            """
        ) { row in
            var cells = Cells(row)
            present.append(cells.int())
            gone = gone + ProjectTally(of: TaskCounts(&cells))
        }
        var columns = DataColumns()
        try connection.forEach("SELECT data FROM task_body WHERE task_id IN (\(list: present))") { row in
            var cells = Cells(row)
            columns.add(cells.text(), times: -1)
        }
        try forgetLabels(of: "annotation", .annotations, present, project, connection)
        try forgetLabels(of: "draft", .drafts, present, project, connection)
        try connection.execute("DELETE FROM annotation_version WHERE task_id IN (\(list: present))")
        try connection.execute(
            "DELETE FROM stream_step WHERE project_id = \(project) AND task_id IN (\(list: present))")
        try connection.execute("DELETE FROM task WHERE id IN (\(list: present))")
        try MaskRemoval.remove(begunOn: present, in: connection)
        try columns.store(project, in: connection)
        try ProjectTally.add(-gone, to: project, in: connection)
        try connection.execute(
            "UPDATE project_tally SET tasks_version = tasks_version + 1 WHERE project_id = \(project)"
        )
        return present.count
    }

    /// Takes the labels of annotations or drafts out of the counts.
    static func forgetLabels(
        of table: String, _ source: LabelUses.Source, _ tasks: [Int], _ project: Int,
        _ connection: any SQLConnection
    ) throws {
        var outline = ResultOutline()
        try connection.forEach(
            "SELECT labels FROM \(raw: table) WHERE task_id IN (\(list: tasks)) AND labels <> '{}'"
        ) { row in
            var cells = Cells(row)
            outline.add(ResultOutline(stored: cells.text()), times: -1)
        }
        try LabelUses.add(outline, from: source, to: project, in: connection)
    }
}
