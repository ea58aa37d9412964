import JSON
import Storage

extension TaskFilter {
    /// The condition as SQL over `task` and the joins of ``joins``. All values are bound.
    func condition(_ dialect: Dialect) throws(Refusal) -> Query {
        var parts = [try ownCondition(dialect)]
        for filter in child { parts.append(try filter.condition(dialect)) }
        return parts.count == 1 ? parts[0] : "(\(Query.joined(parts, separator: " AND ")))"
    }

    var joins: Set<TaskJoin> { child.reduce(column.joins) { $0.union($1.joins) } }

    private func ownCondition(_ dialect: Dialect) throws(Refusal) -> Query {
        if comparison == .regex { throw fault("works on texts only") }
        if comparison == .empty { return try empty(dialect) }
        switch column.kind {
        case .boolean:
            guard let wanted = flag else { throw fault("needs true or false") }
            let isEqual = comparison == .equal
            guard isEqual || comparison == .notEqual else { throw fault("does not fit a yes-or-no column") }
            return wanted == isEqual
                ? column.expression(dialect) : "NOT \(column.expression(dialect))"
        case .number: return try compare(column.expression(dialect)) { (value) throws(Refusal) in try number(value) }
        case .time: return try compare(column.expression(dialect)) { (value) throws(Refusal) in try time(value) }
        case .text: return try text(dialect)
        case .many: return try many(dialect)
        }
    }

    // MARK: Values

    private func fault(_ why: String) -> Refusal {
        .invalid(.init("filters", "The operator “\(comparison.rawValue)” \(why)."))
    }

    private var flag: Bool? {
        switch value {
        case .bool(let flag): flag
        case .string("true"), .string("True"), .string("1"): true
        case .string("false"), .string("False"), .string("0"): false
        case .number(let number): number.integer.map { $0 != 0 }
        default: nil
        }
    }

    private func number(_ value: JSONValue) throws(Refusal) -> SQLValue {
        if let integer = value.integer ?? value.string.flatMap({ Int($0) }) { return .integer(Int64(integer)) }
        if let real = value.double ?? value.string.flatMap({ Double($0) }), real.isFinite { return .real(real) }
        throw fault("needs a number")
    }

    private func time(_ value: JSONValue) throws(Refusal) -> SQLValue {
        guard let text = value.string, let time = ISOTime.microseconds(text) else {
            throw fault("needs a time such as 2026-11-23T17:58:05.607Z")
        }
        return .integer(Int64(time))
    }

    private func words(_ value: JSONValue) throws(Refusal) -> SQLValue {
        switch value {
        case .string(let text): return .text(text)
        case .number, .bool: return .text(value.text)
        default: throw fault("needs a text")
        }
    }

    private var listed: [JSONValue] {
        switch value {
        case .array(let values): values
        case .null: []
        default: [value]
        }
    }

    // MARK: Comparisons

    private func compare(
        _ expression: Query, _ read: (JSONValue) throws(Refusal) -> SQLValue
    ) throws(Refusal) -> Query {
        switch comparison {
        case .equal: return "\(expression) = \(try read(value))"
        case .notEqual: return "\(expression) IS DISTINCT FROM \(try read(value))"
        case .less: return "\(expression) < \(try read(value))"
        case .greater: return "\(expression) > \(try read(value))"
        case .lessOrEqual: return "\(expression) <= \(try read(value))"
        case .greaterOrEqual: return "\(expression) >= \(try read(value))"
        case .within, .notWithin:
            guard let low = value["min"], let high = value["max"] else { throw fault("needs {min, max}") }
            let between: Query = "\(expression) BETWEEN \(try read(low)) AND \(try read(high))"
            return comparison == .within ? between : "(\(expression) IS NULL OR NOT \(between))"
        case .inList, .notInList:
            var values: [SQLValue] = []
            for item in listed { values.append(try read(item)) }
            if values.isEmpty { return comparison == .inList ? "1 = 0" : "1 = 1" }
            return comparison == .inList
                ? "\(expression) IN (\(list: values))"
                : "(\(expression) IS NULL OR \(expression) NOT IN (\(list: values)))"
        case .contains, .notContains: return try comparedAsText(expression)
        case .empty, .regex: throw fault("does not fit this column")
        }
    }

    /// A number or time of which a part is looked for.
    private func comparedAsText(_ expression: Query) throws(Refusal) -> Query {
        guard case .text(let part) = try words(value) else { throw fault("needs a text") }
        let text: Query = "CAST(\(expression) AS TEXT)"
        return comparison == .contains
            ? "\(text) LIKE \("%" + part.filter { $0 != "%" && $0 != "_" } + "%")"
            : "(\(expression) IS NULL OR \(text) NOT LIKE \("%" + part.filter { $0 != "%" && $0 != "_" } + "%"))"
    }

    private func text(_ dialect: Dialect) throws(Refusal) -> Query {
        if case .data(let key) = column, type == "Number", comparison != .contains, comparison != .notContains {
            return try compare(dialect.jsonNumber("task_body.data", key: key)) { (value) throws(Refusal) in
                try number(value)
            }
        }
        let expression = column.expression(dialect)
        switch comparison {
        case .contains, .notContains:
            guard case .text(let part) = try words(value) else { throw fault("needs a text") }
            let found: Query =
                if case .data(let key) = column {
                    Self.dataContains(key, part, dialect)
                } else {
                    dialect.contains(expression, part)
                }
            return comparison == .contains ? found : "(\(expression) IS NULL OR NOT \(found))"
        default: return try compare(expression) { (value) throws(Refusal) in try words(value) }
        }
    }

    /// Whether a member of the data contains a text.
    ///
    /// SQLite looks through the whole JSON text first, several bytes at a time, and reads only what may match: the
    /// text as it is, or an escape such as `\u00e9` that may stand for a part of it.
    private static func dataContains(_ key: String, _ part: String, _ dialect: Dialect) -> Query {
        let exact = dialect.jsonContains("task_body.data", key: key, part)
        // These may stand in JSON with a backslash before them.
        let isPlain = part.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x2F && $0 != 0x5C && $0 != 0x7F }
        guard dialect == .sqlite, isPlain else { return exact }
        let raw = dialect.contains("task_body.data", part)
        return "((\(raw) OR \(dialect.contains("task_body.data", "\\u"))) AND \(exact))"
    }

    private func empty(_ dialect: Dialect) throws(Refusal) -> Query {
        guard let wanted = flag else { throw fault("needs true or false") }
        let isEmpty: Query =
            switch column {
            case .annotators, .annotationIDs, .annotationResults: "task.annotations + task.cancelled = 0"
            case .predictionModelVersions, .predictionResults: "task.predictions = 0"
            case .data, .fileUpload, .storageFilename: "coalesce(\(column.expression(dialect)), '') = ''"
            default: "\(column.expression(dialect)) IS NULL"
            }
        return wanted ? isEmpty : "NOT (\(isEmpty))"
    }

    // MARK: Sets

    private func many(_ dialect: Dialect) throws(Refusal) -> Query {
        switch column {
        case .annotators:
            return try members("annotation", "completed_by") { (value) throws(Refusal) in try number(value) }
        case .annotationIDs: return try members("annotation", "id") { (value) throws(Refusal) in try number(value) }
        case .predictionModelVersions:
            return try members("prediction", "model_version") { (value) throws(Refusal) in try words(value) }
        case .updatedBy:
            var values: [SQLValue] = []
            for item in listed { values.append(try number(item)) }
            let found: Query = "task.updated_by IN (\(list: values))"
            return isNegative ? "(task.updated_by IS NULL OR NOT \(found))" : found
        case .annotationResults: return try results("annotation", dialect)
        case .predictionResults: return try results("prediction", dialect)
        default: throw fault("does not fit this column")
        }
    }

    private var isNegative: Bool {
        comparison == .notContains || comparison == .notInList || comparison == .notEqual
    }

    /// Whether the set has one of the values.
    private func members(
        _ table: String, _ member: String, _ read: (JSONValue) throws(Refusal) -> SQLValue
    ) throws(Refusal) -> Query {
        guard [.contains, .notContains, .inList, .notInList, .equal, .notEqual].contains(comparison) else {
            throw fault("does not fit a list")
        }
        var values: [SQLValue] = []
        for item in listed { values.append(try read(item)) }
        let found: Query = """
            EXISTS (SELECT 1 FROM \(raw: table) WHERE \(raw: table).task_id = task.id
                AND \(raw: table).\(raw: member) IN (\(list: values)))
            """
        return isNegative ? "NOT \(found)" : found
    }

    /// Whether a result contains the text.
    private func results(_ table: String, _ dialect: Dialect) throws(Refusal) -> Query {
        guard [.contains, .notContains, .equal, .notEqual].contains(comparison) else {
            throw fault("does not fit results")
        }
        guard case .text(let part) = try words(value) else { throw fault("needs a text") }
        let found: Query = """
            EXISTS (SELECT 1 FROM \(raw: table) WHERE \(raw: table).task_id = task.id
                AND \(dialect.contains("\(raw: table).result", part)))
            """
        return isNegative ? "NOT \(found)" : found
    }
}
