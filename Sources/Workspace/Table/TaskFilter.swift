package import JSON

/// One condition on tasks, in the words of Label Studio's data manager.
package struct TaskFilter: Sendable, Equatable {
    package enum Operator: String, Sendable, CaseIterable {
        case equal, notEqual = "not_equal"
        case less, greater, lessOrEqual = "less_or_equal", greaterOrEqual = "greater_or_equal"
        /// Between `min` and `max`, both counted in.
        case within = "in"
        case notWithin = "not_in"
        case inList = "in_list", notInList = "not_in_list"
        case empty
        case contains, notContains = "not_contains"
        case regex
    }

    package var column: TaskColumn
    package var comparison: Operator
    /// `Number`, `Datetime`, `Boolean`, `String`, `List` or `Unknown`, as the client said.
    package var type: String
    package var value: JSONValue
    /// A condition that must hold besides.
    package var child: [TaskFilter]

    /// Reads `{filter, operator, type, value, child_filter?}`.
    package init(_ json: JSONValue) throws(Refusal) {
        guard let name = json["filter"]?.string else {
            throw .invalid(.init("filters", "Each filter needs the name of a column in “filter”."))
        }
        guard let column = TaskColumn(name: name) else {
            throw .invalid(.init("filters", "Tasks cannot be filtered by “\(name)”."))
        }
        let word = json["operator"]?.string ?? ""
        guard let comparison = Operator(rawValue: word) else {
            throw .invalid(.init("filters", "“\(word)” is not an operator of filters."))
        }
        self.column = column
        self.comparison = comparison
        type = json["type"]?.string ?? "Unknown"
        value = json["value"] ?? .null
        child = []
        if let nested = json["child_filter"], nested.object != nil { child = [try TaskFilter(nested)] }
    }
}

/// Which tasks are wanted and in which order: the `filters`, `ordering` and `selectedItems` of a view or a query.
package struct TaskSelection: Sendable, Equatable {
    package enum Chosen: Sendable, Equatable {
        /// All that pass the filters, but for these.
        case allBut([Int])
        /// These alone.
        case only([Int])
    }

    package struct Order: Sendable, Equatable {
        package var column: TaskColumn
        package var isDescending = false
        /// Data compared as numbers rather than as text.
        package var isNumeric = false
    }

    package var filters: [TaskFilter] = []
    /// Whether one condition is enough.
    package var matchesAny = false
    package var order: Order?
    package var chosen: Chosen?

    package init() {}

    /// Reads `{filters: {conjunction, items}, ordering: ["-tasks:id"], selectedItems: {…}}`; all parts are optional.
    package init(_ json: JSONValue) throws(Refusal) {
        if let filters = json["filters"], filters.object != nil {
            matchesAny = filters["conjunction"]?.string == "or"
            for item in filters["items"]?.array ?? [] { self.filters.append(try TaskFilter(item)) }
        }
        if let name = json["ordering"]?.array?.first?.string ?? json["ordering"]?.string, !name.isEmpty {
            order = try Order(name, displayTypes: json["columnsDisplayType"])
        }
        if let selected = json["selectedItems"], selected.object != nil {
            try choose(selected)
        }
    }

    /// Reads `{all: true, excluded: [ids]}` or `{all: false, included: [ids]}`.
    package mutating func choose(_ selected: JSONValue) throws(Refusal) {
        func ids(_ key: String) throws(Refusal) -> [Int] {
            var ids: [Int] = []
            for value in selected[key]?.array ?? [] {
                guard let id = value.integer ?? value.string.flatMap({ Int($0) }) else {
                    throw .invalid(.init("selectedItems", "“\(key)” must be a list of task ids."))
                }
                ids.append(id)
            }
            return ids
        }
        if selected["all"]?.boolean ?? false {
            chosen = .allBut(try ids("excluded"))
        } else {
            chosen = .only(try ids("included"))
        }
    }
}

extension TaskSelection.Order {
    /// Reads `-tasks:data.age`.
    package init(_ name: String, displayTypes: JSONValue? = nil) throws(Refusal) {
        var plain = name[...]
        var isDescending = false
        for _ in 0..<2 {
            if plain.hasPrefix("-") {
                isDescending = true
                plain = plain.dropFirst()
            }
            if plain.hasPrefix("tasks:") { plain = plain.dropFirst(6) }
        }
        guard let column = TaskColumn(name: String(plain)) else {
            throw .invalid(.init("ordering", "Tasks cannot be ordered by “\(name)”."))
        }
        self.init(column: column, isDescending: isDescending)
        let types = [String(plain), "tasks:" + plain].compactMap { displayTypes?[$0]?.string }
        isNumeric = types.contains("Number")
    }
}
