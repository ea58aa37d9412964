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

        init() {}

        init(_ tally: ProjectTally) {
            total = tally.tasks
            annotations = tally.annotations
            predictions = tally.predictions
        }

        /// Takes rows of an id and a `sort_key`.
        mutating func take(_ rows: [SQLRow]) {
            for row in rows { ids.append(row.int("id")) }
            last = rows.last.map { Cursor(id: $0.int("id"), key: $0["sort_key"]) }
        }
    }

    /// Finds a page in one walk over the tasks that pass the filters.
    static func page(
        _ selection: TaskSelection, of project: Int, at place: Place, limit: Int, in connection: any SQLConnection
    ) throws -> Page {
        let key = selection.orderKey(connection.dialect)
        switch (selection.isEverything, key) {
        case (true, nil):
            return try plainPage(selection.isDescending, of: project, at: place, limit: limit, in: connection)
        case (true, let key?):
            // Counted beforehand, so the database keeps no more than one page while it sorts.
            var page = Page(try ProjectTally.stored(project, in: connection))
            let from = try selection.from(project, in: connection)
            let rest = rest(key, id: "task.id", selection, place, limit)
            page.take(try connection.query("SELECT task.id AS id, \(key) AS sort_key \(from) \(rest)"))
            return page
        case (false, nil):
            return try filteredPage(selection, of: project, at: place, limit: limit, in: connection)
        case (false, let key?):
            return try sortedPage(key, selection, of: project, at: place, limit: limit, in: connection)
        }
    }

    /// What follows the WHERE of a query by a key: the place, the order and the size of the page.
    private static func rest(
        _ key: Query, id: String, _ selection: TaskSelection, _ place: Place, _ limit: Int
    ) -> Query {
        let direction = selection.isDescending ? "DESC" : "ASC"
        let order: Query = "ORDER BY sort_key \(raw: direction) NULLS LAST, id \(raw: direction) LIMIT \(limit)"
        switch place {
        case .offset(let offset): return "\(order) OFFSET \(offset)"
        case .after(let cursor):
            let step = selection.isDescending ? "<" : ">"
            let isBeyond: Query = "\(raw: id) \(raw: step) \(cursor.id)"
            if cursor.key == .null { return "AND \(key) IS NULL AND \(isBeyond) \(order)" }
            return """
                AND (\(key) \(raw: step) \(cursor.key) OR \(key) IS NULL OR \(key) = \(cursor.key) AND \(isBeyond))
                \(order)
                """
        }
    }

    /// By a key, of the tasks that pass the filters: these are counted while they are sorted.
    private static func sortedPage(
        _ key: Query, _ selection: TaskSelection, of project: Int, at place: Place, limit: Int,
        in connection: any SQLConnection
    ) throws -> Page {
        let from = try selection.from(project, in: connection)
        let rows = try connection.query(
            """
            SELECT id, sort_key, total, annotations, predictions FROM (
                SELECT task.id AS id, \(key) AS sort_key, count(*) OVER () AS total,
                    CAST(sum(task.annotations) OVER () AS BIGINT) AS annotations,
                    CAST(sum(task.predictions) OVER () AS BIGINT) AS predictions
                \(from)
            ) page WHERE 1 = 1 \(rest("sort_key", id: "id", selection, place, limit))
            """
        )
        var page = Page()
        page.take(rows)
        if let first = rows.first {
            page.total = first.int("total")
            page.annotations = first.int("annotations")
            page.predictions = first.int("predictions")
        } else if place != .offset(0) {
            page.total = try connection.integer("SELECT count(*) \(from)")
        }
        return page
    }

    /// By the ids, of the tasks that pass the filters: these are counted here, for most filters let few pass and the
    /// database would write all of them down to count them.
    private static func filteredPage(
        _ selection: TaskSelection, of project: Int, at place: Place, limit: Int, in connection: any SQLConnection
    ) throws -> Page {
        let from = try selection.from(project, in: connection)
        let direction = selection.isDescending ? "DESC" : "ASC"
        var page = Page()
        try connection.forEach(
            "SELECT task.id, task.annotations, task.predictions \(from) ORDER BY task.id \(raw: direction)"
        ) { row in
            var cells = Cells(row)
            let id = cells.int()
            page.annotations += cells.int()
            page.predictions += cells.int()
            let isOnPage =
                switch place {
                case .offset(let offset): page.total >= offset
                case .after(let cursor): selection.isDescending ? id < cursor.id : id > cursor.id
                }
            if isOnPage, page.ids.count < limit { page.ids.append(id) }
            page.total += 1
        }
        page.last = page.ids.last.map { Cursor(id: $0, key: .integer(Int64($0))) }
        return page
    }

    /// All tasks by their ids: a walk along the index, counted beforehand.
    private static func plainPage(
        _ isDescending: Bool, of project: Int, at place: Place, limit: Int, in connection: any SQLConnection
    ) throws -> Page {
        var page = Page(try ProjectTally.stored(project, in: connection))
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
