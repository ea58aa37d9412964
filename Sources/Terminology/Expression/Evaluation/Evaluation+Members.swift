extension Evaluation {
    /// `^`: the members of reference sets, or the concepts that one of their columns names.
    mutating func members(
        _ membership: Membership, of names: ConceptSet, _ blocks: [MemberFilter.Block]
    ) throws(ExpressionFailure) -> ConceptSet {
        let views = referenceSets(named: names)
        var found = index.emptySet()
        var field: Membership.Field?
        switch membership.fields {
        case .members: break
        case .all: throw rowsOnly(membership)
        case .named(let fields):
            guard fields.count == 1 else { throw rowsOnly(membership) }
            if fields[0].name.lowercased() != Self.memberField { field = fields[0] }
        }
        if field == nil, blocks.isEmpty {
            for view in views { found.formUnion(view.members) }
            return found
        }
        let filters = blocks.flatMap(\.filters)
        try checkFields(filters.compactMap(\.column), in: views)
        if let field { try checkFields([(field.name, field.range)], in: views) }
        for view in views {
            try spend(view.count * 10, at: membership.range)
            let test = try MemberTest(filters, view, &self)
            guard let field else {
                for row in 0..<view.count where test.matches(row) { found.insert(view.member(row)) }
                continue
            }
            guard let column = view.column(named: field.name) else { continue }
            guard view.count == 0 || view.holdsConcepts(column) else {
                throw failure(
                    .meaningless,
                    "“\(field.name)” holds no concepts, so it can only be asked for as the whole expression.",
                    at: field.range)
            }
            for row in 0..<view.count where test.matches(row) {
                let concept = Concept(ordinal: view.rawField(row, column))
                if Int(concept.ordinal) < index.conceptCount { found.insert(concept) }
            }
        }
        return found
    }

    /// `^ [fields]` as the whole expression: the rows themselves.
    mutating func rows(_ sub: SubConstraint, _ membership: Membership) throws(ExpressionFailure) -> ReferenceSetRows {
        let views = referenceSets(named: try focus(sub.focus, within: nil))
        var names: [String] = []
        switch membership.fields {
        case .members: names = ["referencedComponentId"]
        case .all:
            names = ["referencedComponentId"]
            for view in views { for name in view.columnNames where !names.contains(name) { names.append(name) } }
        case .named(let fields):
            let wanted = fields.filter { $0.name.lowercased() != Self.memberField }
            for field in wanted { try checkFields([(field.name, field.range)], in: views) }
            names = fields.map { field in
                if field.name.lowercased() == Self.memberField { return "referencedComponentId" }
                let view = views.first { $0.column(named: field.name) != nil }
                return view?.column(named: field.name).map { view?.columnNames[$0] ?? field.name } ?? field.name
            }
        }
        let filters = sub.memberFilters.flatMap(\.filters)
        try checkFields(filters.compactMap(\.column), in: views)
        var rows = ReferenceSetRows(columns: names)
        for view in views {
            try spend(view.count * 10, at: membership.range)
            let test = try MemberTest(filters, view, &self)
            let columns = names.map { $0 == "referencedComponentId" ? nil : view.column(named: $0) }
            for row in 0..<view.count where test.matches(row) {
                rows.total += 1
                guard rows.rows.count < limits.rows else { continue }
                rows.rows.append(
                    zip(names, columns).map { name, column in
                        if name == "referencedComponentId" { return .concept(view.member(row)) }
                        return column.map { view.field(row, $0) } ?? .string("")
                    })
            }
        }
        return rows
    }

    /// The reference sets of concepts among a set; those of descriptions are not asked (ECL 6.1).
    func referenceSets(named names: ConceptSet) -> [ReferenceSetView] {
        index.referenceSets.compactMap { names.contains($0) ? index.referenceSet($0) : nil }
            .filter { !$0.refersToDescriptions }
    }

    static let memberField = "referencedcomponentid"

    private func rowsOnly(_ membership: Membership) -> ExpressionFailure {
        failure(
            .meaningless, "Several fields make rows, not concepts: they can only be asked for as the whole expression.",
            at: membership.range)
    }

    /// A field that none of the reference sets has is a mistake, not an empty answer.
    private func checkFields(
        _ fields: [(name: String, range: SourceRange)], in views: [ReferenceSetView]
    ) throws(ExpressionFailure) {
        guard !views.isEmpty else { return }
        for field in fields where !views.contains(where: { $0.column(named: field.name) != nil }) {
            var known = ["referencedComponentId"]
            for view in views { for name in view.columnNames where !known.contains(name) { known.append(name) } }
            throw failure(
                .unknownField, "No reference set that is asked has the field “\(field.name)”.", at: field.range,
                expected: known)
        }
    }
}

extension MemberFilter {
    /// The column it looks at, where that is one of the reference set's own.
    var column: (name: String, range: SourceRange)? {
        switch field.lowercased() {
        case "moduleid", "effectivetime", "active", "refsetid", Evaluation.memberField: nil
        default: (field, range)
        }
    }
}

extension ReferenceSetView {
    /// - Parameter name: in any case.
    func column(named name: String) -> Int? {
        let name = name.lowercased()
        return columnNames.firstIndex { $0.lowercased() == name }
    }

    /// Whether a column holds concepts.
    func holdsConcepts(_ column: Int) -> Bool {
        guard count > 0, case .concept = field(0, column) else { return false }
        return true
    }
}
