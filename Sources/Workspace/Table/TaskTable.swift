package import Storage

/// The tasks of a project as a table: filtered, ordered, page by page.
package struct TaskTable: Sendable {
    let work: Work

    package init(_ work: Work) { self.work = work }

    /// Where a page ended, for the next one to begin.
    package struct Cursor: Sendable, Equatable {
        package var id: Int
        package var key: SQLValue

        package init(id: Int, key: SQLValue) {
            self.id = id
            self.key = key
        }
    }

    /// Which page is wanted.
    package enum Place: Sendable, Equatable {
        case offset(Int)
        case after(Cursor)
    }

    /// The ids of a page, in order, and what they are a part of.
    struct Page {
        var ids: [Int] = []
        var last: Cursor?
        var total = 0
        var annotations = 0
        var predictions = 0
    }

    /// Finds a page in one walk over the tasks that pass the filters.
    static func page(
        _ selection: TaskSelection, of project: Int, at place: Place, limit: Int, in connection: any SQLConnection
    ) throws -> Page {
        if selection.isEverything, selection.orderKey(connection.dialect) == nil {
            return try plainPage(selection.isDescending, of: project, at: place, limit: limit, in: connection)
        }
        let key = selection.orderKey(connection.dialect) ?? "task.id"
        let direction = selection.isDescending ? "DESC" : "ASC"
        let step = selection.isDescending ? "<" : ">"
        var rest: Query = ""
        switch place {
        case .offset(let offset):
            rest =
                "ORDER BY sort_key \(raw: direction) NULLS LAST, id \(raw: direction) LIMIT \(limit) OFFSET \(offset)"
        case .after(let cursor):
            let isAfter: Query =
                cursor.key == .null
                ? "sort_key IS NULL AND id \(raw: step) \(cursor.id)"
                : """
                sort_key \(raw: step) \(cursor.key) OR sort_key IS NULL
                OR sort_key = \(cursor.key) AND id \(raw: step) \(cursor.id)
                """
            rest = """
                WHERE \(isAfter) ORDER BY sort_key \(raw: direction) NULLS LAST, id \(raw: direction) LIMIT \(limit)
                """
        }
        let from = try selection.from(project, in: connection)
        let rows = try connection.query(
            """
            SELECT id, sort_key, total, annotations, predictions FROM (
                SELECT task.id AS id, \(key) AS sort_key, count(*) OVER () AS total,
                    CAST(sum(task.annotations) OVER () AS BIGINT) AS annotations,
                    CAST(sum(task.predictions) OVER () AS BIGINT) AS predictions
                \(from)
            ) page \(rest)
            """
        )
        var page = Page()
        for row in rows {
            page.last = Cursor(id: row.int("id"), key: row["sort_key"])
            page.ids.append(row.int("id"))
        }
        if let first = rows.first {
            page.total = first.int("total")
            page.annotations = first.int("annotations")
            page.predictions = first.int("predictions")
        } else if place != .offset(0) {
            page.total = try connection.integer("SELECT count(*) \(from)")
        }
        return page
    }

    /// All tasks by their ids: a walk along the index, counted beforehand.
    private static func plainPage(
        _ isDescending: Bool, of project: Int, at place: Place, limit: Int, in connection: any SQLConnection
    ) throws -> Page {
        let tally = try ProjectTally.stored(project, in: connection)
        var page = Page(total: tally.tasks, annotations: tally.annotations, predictions: tally.predictions)
        var condition = try ImportBatches.hidden(in: project, connection)
        var offset = 0
        switch place {
        case .offset(let skipped): offset = skipped
        case .after(let cursor): condition += " AND task.id \(raw: isDescending ? "<" : ">") \(cursor.id)"
        }
        page.ids = try connection.query(
            """
            SELECT task.id FROM task WHERE task.project_id = \(project)\(condition)
            ORDER BY task.id \(raw: isDescending ? "DESC" : "ASC") LIMIT \(limit) OFFSET \(offset)
            """
        ).map { row in
            var cells = Cells(row)
            return cells.int()
        }
        page.last = page.ids.last.map { Cursor(id: $0, key: .integer(Int64($0))) }
        return page
    }

    /// A page of whole tasks, with the work on them if it is asked for.
    package func tasks(
        of project: Int, _ selection: TaskSelection, at place: Place, limit: Int, withWork: Bool, for member: Member
    ) async throws -> TaskPage {
        try member.require(.seeAllWork)
        return try await work.database.read { connection in
            _ = try Projects.find(project, for: member, in: connection)
            let page = try Self.page(selection, of: project, at: place, limit: limit, in: connection)
            var result = try Tasks.details(page.ids, for: member, in: connection, withWork: withWork)
            result.total = page.total
            result.totalAnnotations = page.annotations
            result.totalPredictions = page.predictions
            return result
        }
    }

    /// A page of rows for the eye.
    package func rows(
        of project: Int, _ selection: TaskSelection, at place: Place, limit: Int, for member: Member
    ) async throws -> (total: Int, rows: [TaskRow], next: Cursor?, columns: [String]) {
        try member.require(.seeAllWork)
        return try await work.database.read { connection in
            _ = try Projects.find(project, for: member, in: connection)
            let page = try Self.page(selection, of: project, at: place, limit: limit, in: connection)
            let tasks = try Tasks.details(page.ids, for: member, in: connection, withWork: false).tasks
            var rows = tasks.map { TaskRow(task: $0.task) }
            try TaskRow.addWork(to: &rows, in: connection)
            return (
                page.total, rows, page.ids.count == limit ? page.last : nil,
                try ProjectSummary.columns(of: project, in: connection).map(\.name)
            )
        }
    }
}
