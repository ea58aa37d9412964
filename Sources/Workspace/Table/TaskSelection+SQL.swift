import JSON
import Storage

extension TaskSelection {
    /// `FROM task … WHERE …` for the tasks of a project that are selected.
    func from(_ project: Int, in connection: any SQLConnection) throws -> Query {
        var joins = order?.column.joins ?? []
        var conditions: [Query] = []
        for filter in filters {
            conditions.append(try filter.resolved(project, in: connection))
            joins.formUnion(filter.joins)
        }
        var query: Query = "FROM task"
        for join in joins.sorted() { query += join.clause }
        query += " WHERE task.project_id = \(project)"
        query += try ImportBatches.hidden(in: project, connection)
        if !conditions.isEmpty {
            query += " AND (\(Query.joined(conditions, separator: matchesAny ? " OR " : " AND ")))"
        }
        switch chosen {
        // Ids are integers, so they may stand in the text; there can be more of them than values may be bound.
        case .allBut(let ids) where !ids.isEmpty: query += " AND task.id NOT IN (\(raw: Self.text(ids)))"
        case .only(let ids): query += " AND task.id IN (\(raw: ids.isEmpty ? "NULL" : Self.text(ids)))"
        default: break
        }
        return query
    }

    static func text(_ ids: [Int]) -> String { ids.map(String.init).joined(separator: ",") }

    /// Whether nothing is left out.
    var isEverything: Bool { filters.isEmpty && (chosen == nil || chosen == .allBut([])) }

    /// What tasks are ordered by before their ids; nil where by the ids alone.
    func orderKey(_ dialect: Dialect) -> Query? {
        guard let order, order.column != .id else { return nil }
        if order.isNumeric, case .data(let key) = order.column {
            return dialect.jsonNumber("task_body.data", key: key)
        }
        return order.column.expression(dialect)
    }

    var isDescending: Bool { order?.isDescending ?? false }

    /// The ids of the selected tasks after a given one, by their ids.
    func ids(
        _ project: Int, after: Int, limit: Int, in connection: any SQLConnection
    ) throws -> [Int] {
        try connection.query(
            """
            SELECT task.id \(from(project, in: connection)) AND task.id > \(after)
            ORDER BY task.id LIMIT \(limit)
            """
        ).map { row in
            var cells = Cells(row)
            return cells.int()
        }
    }
}

extension TaskFilter {
    /// What a regular expression may cost on all texts of a project together: half a minute or so, enough for a plain
    /// one on some gigabytes.
    private static let largestEffort = 10_000_000_000

    /// The condition; a regular expression is tried here, on the texts of the project, rather than by the database,
    /// which an expression could keep busy for ever.
    func resolved(_ project: Int, in connection: any SQLConnection) throws -> Query {
        guard comparison == .regex else { return try condition(connection.dialect) }
        guard column.kind == .text, let text = value.string else {
            throw Refusal.invalid(.init("filters", "A regular expression is for columns of text."))
        }
        let pattern: TextPattern
        do {
            pattern = try TextPattern(text)
        } catch {
            throw Refusal.invalid(.init("filters", "The regular expression cannot be used: \(error)."))
        }
        var query: Query = "SELECT task.id, \(column.expression(connection.dialect)) FROM task"
        for join in column.joins.sorted() { query += join.clause }
        query += " WHERE task.project_id = \(project)"
        var ids: [Int] = []
        var effort = Self.largestEffort
        try connection.forEach(query) { row in
            var cells = Cells(row)
            let id = cells.int()
            guard let value = cells.optionalText() else { return }
            guard let isFound = pattern.isFound(in: value, within: &effort) else {
                throw Refusal.invalid(.init("filters", "The regular expression takes too long; write a simpler one."))
            }
            if isFound { ids.append(id) }
        }
        let list = ids.isEmpty ? "NULL" : TaskSelection.text(ids)
        return "task.id IN (\(raw: list))"
    }
}
