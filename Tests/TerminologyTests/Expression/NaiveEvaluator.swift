@testable import Terminology

/// Evaluates expressions over the rows of a release with plain sets, one definition after the other: the oracle.
final class NaiveEvaluator {
    let release: RandomRelease
    private let above: [Set<Int>]
    private let rows: [String: Int]
    /// What parts of the expression at hand stand for, by where they are written: rows ask again and again.
    private var known: [Int: Set<Int>] = [:]

    init(_ release: RandomRelease) {
        self.release = release
        var above: [Set<Int>?] = Array(repeating: nil, count: release.codes.count)
        func look(above concept: Int) -> Set<Int> {
            if let known = above[concept] { return known }
            let parents = release.parents[concept]
            let found = parents.reduce(into: Set(parents)) { $0.formUnion(look(above: $1)) }
            above[concept] = found
            return found
        }
        self.above = release.codes.indices.map(look)
        rows = Dictionary(uniqueKeysWithValues: release.codes.enumerated().map { (String($1), $0) })
    }

    func answer(_ constraint: Constraint) -> Set<Int> {
        known = [:]
        return evaluate(constraint)
    }

    private func evaluate(_ constraint: Constraint) -> Set<Int> {
        switch constraint.kind {
        case .simple(let sub): evaluate(sub)
        case .conjunction(let subs): subs.dropFirst().reduce(evaluate(subs[0])) { $0.intersection(evaluate($1)) }
        case .disjunction(let subs): subs.reduce(into: []) { $0.formUnion(evaluate($1)) }
        case .exclusion(let left, let right): evaluate(left).subtracting(evaluate(right))
        case .refined(let sub, let refinement): evaluate(sub).filter { meets($0, refinement) }
        case .dotted(let sub, let names):
            names.reduce(evaluate(sub)) { [self] sources, name in
                let types = attributeTypes(name)
                return Set(
                    release.attributes.filter { sources.contains($0.source) && types.contains($0.type) }
                        .compactMap(\.target))
            }
        }
    }

    private var everything: Set<Int> {
        let parents = Set(release.parents.joined())
        return Set(
            release.codes.indices.filter {
                release.isActive[$0] && (!release.parents[$0].isEmpty || parents.contains($0))
            })
    }

    private func evaluate(_ sub: SubConstraint) -> Set<Int> {
        let place = sub.range.start << 32 | sub.range.end
        if let set = known[place] { return set }
        let set = compute(sub)
        known[place] = set
        return set
    }

    private func compute(_ sub: SubConstraint) -> Set<Int> {
        var set: Set<Int> =
            switch sub.focus {
            case .any: everything
            case .concept(let reference): [rows[reference.code] ?? -1]
            case .nested(let inner): evaluate(inner)
            case .alternate: []
            }
        if let membership = sub.membership {
            let found = release.members.filter { row in
                set.contains(row.set) && holds(row, sub.memberFilters.flatMap(\.filters))
            }
            if case .named(let fields) = membership.fields, fields[0].name != "referencedComponentId" {
                set = Set(
                    found.compactMap { row in
                        if case .concept(let concept?) = row.fields[fields[0].name] {
                            Int(concept.ordinal)
                        } else {
                            nil
                        }
                    })
            } else {
                set = Set(found.map(\.member))
            }
        }
        if let step = sub.step { set = self.step(step, set) }
        for filter in sub.filters {
            switch filter {
            case .concept(let filters): set = set.filter { concept in filters.allSatisfy { holds(concept, $0) } }
            case .description(let filters):
                let hasActive = filters.contains { if case .active = $0 { true } else { false } }
                set = set.filter { concept in
                    release.descriptions.contains { description in
                        description.concept == concept && (hasActive || description.isActive)
                            && filters.allSatisfy { holds(description, $0) }
                    }
                }
            }
        }
        if let history = sub.history {
            let moderate = [
                "900000000000527005", "900000000000526001", "900000000000528000", "1186924009",
            ].compactMap { rows[$0] }
            let sets: Set<Int> =
                switch history {
                case .minimum: Set(moderate.prefix(1))
                case .moderate: Set(moderate)
                case .maximum:
                    Set(release.codes.indices.filter { above[$0].contains(rows["900000000000522004"] ?? -1) })
                case .custom(let choice): evaluate(choice)
                }
            let found = set
            for row in release.members where sets.contains(row.set) && row.isActive && !release.isActive[row.member] {
                if case .concept(let target?) = row.fields["targetComponentId"], found.contains(Int(target.ordinal)) {
                    set.insert(row.member)
                }
            }
        }
        return set
    }

    private func step(_ step: HierarchyStep, _ set: Set<Int>) -> Set<Int> {
        let all = release.codes.indices
        let below = Set(all.filter { !above[$0].isDisjoint(with: set) })
        let up = set.reduce(into: Set<Int>()) { $0.formUnion(above[$1]) }
        let children = Set(all.filter { release.parents[$0].contains(where: set.contains) })
        let parents = set.reduce(into: Set<Int>()) { $0.formUnion(release.parents[$1]) }
        return switch step {
        case .descendantOf: below
        case .descendantOrSelfOf: below.union(set)
        case .childOf: children
        case .childOrSelfOf: children.union(set)
        case .ancestorOf: up
        case .ancestorOrSelfOf: up.union(set)
        case .parentOf: parents
        case .parentOrSelfOf: parents.union(set)
        case .top: set.filter { above[$0].isDisjoint(with: set) }
        case .bottom: set.filter { one in !set.contains { above[$0].contains(one) } }
        }
    }

    // MARK: Refinements

    private func attributeTypes(_ name: SubConstraint) -> Set<Int> {
        Self.isAnything(name) ? Set(release.attributes.map(\.type)) : evaluate(name)
    }

    private static func isAnything(_ sub: SubConstraint) -> Bool {
        guard sub.step == nil, sub.filters.isEmpty, sub.membership == nil, sub.history == nil else { return false }
        if case .nested(let inner) = sub.focus, case .simple(let sub) = inner.kind { return isAnything(sub) }
        if case .any = sub.focus { return true }
        return false
    }

    private func meets(_ concept: Int, _ refinement: Refinement) -> Bool {
        switch refinement {
        case .conjunction(let parts): return parts.allSatisfy { meets(concept, $0) }
        case .disjunction(let parts): return parts.contains { meets(concept, $0) }
        case .attribute(let attribute):
            return (attribute.cardinality ?? .some).contains(count(concept, attribute, group: nil))
        case .group(let group):
            let groups = Set(release.attributes.filter { $0.source == concept && $0.group != 0 }.map(\.group))
            let number = groups.count { meets(concept, $0, group.attributes) }
            return (group.cardinality ?? .some).contains(number)
        }
    }

    private func meets(_ concept: Int, _ group: Int, _ set: AttributeSet) -> Bool {
        switch set {
        case .conjunction(let parts): return parts.allSatisfy { meets(concept, group, $0) }
        case .disjunction(let parts): return parts.contains { meets(concept, group, $0) }
        case .attribute(let attribute):
            return (attribute.cardinality ?? .some).contains(count(concept, attribute, group: group))
        }
    }

    private func count(_ concept: Int, _ attribute: AttributeConstraint, group: Int?) -> Int {
        let types = attributeTypes(attribute.name)
        if attribute.isReversed {
            let sources = release.attributes.filter { row in
                row.target == concept && types.contains(row.type)
                    && fits(.init(source: 0, group: 0, type: 0, target: row.source), attribute)
            }
            return Set(sources.map(\.source)).count
        }
        return release.attributes.count { row in
            row.source == concept && (group == nil || row.group == group) && types.contains(row.type)
                && fits(row, attribute)
        }
    }

    private func fits(_ row: RandomRelease.Attribute, _ attribute: AttributeConstraint) -> Bool {
        let isNegated = attribute.comparison == .notEqual
        switch attribute.value {
        case .concepts(let sub):
            if Self.isAnything(sub) { return !isNegated }
            guard let target = row.target else { return false }
            return evaluate(sub).contains(target) != isNegated
        case .number(let wanted):
            guard case .number(let text) = row.value, let found = Double(text), let wanted = Double(wanted.text) else {
                return false
            }
            return switch attribute.comparison {
            case .equal: found == wanted
            case .notEqual: found != wanted
            case .less: found < wanted
            case .lessOrEqual: found <= wanted
            case .greater: found > wanted
            case .greaterOrEqual: found >= wanted
            }
        case .boolean(let wanted):
            guard case .boolean(let found) = row.value else { return false }
            return (found == wanted) != isNegated
        case .text(let terms):
            guard case .text(let found) = row.value else { return false }
            return terms.contains { term in
                if case .words(let text, isNamed: false) = term { return text == found }
                return Self.matches(found, term)
            } != isNegated
        }
    }

    // MARK: Filters

    private func contains(_ value: ConceptValue, _ code: String) -> Bool {
        switch value {
        case .references(let references): references.contains { $0.code == code }
        case .constraint(let sub): rows[code].map { evaluate(sub).contains($0) } ?? false
        }
    }

    private func holds(_ concept: Int, _ filter: ConceptFilter) -> Bool {
        switch filter {
        case .active(.both): true
        case .active(.only(let wanted)): release.isActive[concept] == wanted
        case .definition(let isNegated, let wanted): wanted.contains(release.isDefined[concept]) != isNegated
        case .definitionID(let isNegated, let value):
            contains(value, release.isDefined[concept] ? WellKnown.defined : WellKnown.primitive) != isNegated
        case .module(let isNegated, let value):
            contains(value, release.modules[release.module[concept] + 1]) != isNegated
        case .time(let time): Self.holds(release.time[concept], time)
        case .tag(let isNegated, let tags): tags.contains(release.tag[concept]) != isNegated
        }
    }

    private func holds(_ description: RandomRelease.Description, _ filter: DescriptionFilter) -> Bool {
        switch filter {
        case .active(.both): return true
        case .active(.only(let wanted)): return description.isActive == wanted
        case .term(let isNegated, let terms):
            return terms.contains { Self.matches(description.text, $0, description.language) } != isNegated
        case .language(let isNegated, let languages): return languages.contains(description.language) != isNegated
        case .kind(let isNegated, let kinds):
            let kind: DescriptionFilter.Kind =
                description.kind == .synonym
                ? .synonym : description.kind == .fullySpecified ? .fullySpecifiedName : .definition
            return kinds.contains(kind) != isNegated
        case .kindID(let isNegated, let value):
            let code =
                description.kind == .synonym
                ? WellKnown.synonym
                : description.kind == .fullySpecified ? WellKnown.fullySpecifiedName : WellKnown.definition
            return contains(value, code) != isNegated
        case .module(let isNegated, let value):
            return contains(value, release.modules[description.module + 1]) != isNegated
        case .time(let time): return Self.holds(description.time, time)
        case .id(let isNegated, let ids): return ids.contains(description.id) != isNegated
        case .dialect(let dialect):
            let names = [("en-us", "900000000000509007"), ("en-gb", "900000000000508004")]
            func isIn(_ place: Int, _ acceptability: [DialectFilter.Acceptability]?) -> Bool {
                let rating = description.acceptability[place]
                guard let acceptability else { return rating != 0 }
                return acceptability.contains(.acceptable) && rating == 1
                    || acceptability.contains(.preferred) && rating == 2
            }
            let found = names.indices.contains { place in
                switch dialect.value {
                case .constraint(let sub):
                    return contains(.constraint(sub), names[place].1) && isIn(place, dialect.acceptability)
                case .choices(let choices, _):
                    return choices.contains { choice in
                        let isNamed =
                            switch choice.dialect {
                            case .alias(let alias): alias == names[place].0
                            case .concept(let reference): reference.code == names[place].1
                            }
                        return isNamed && isIn(place, choice.acceptability ?? dialect.acceptability)
                    }
                }
            }
            return found != dialect.isNegated
        }
    }

    private func holds(_ row: RandomRelease.Member, _ filters: [MemberFilter]) -> Bool {
        let hasActive = filters.contains { if case .active = $0.value { true } else { false } }
        guard hasActive || row.isActive else { return false }
        return filters.allSatisfy { filter in
            switch filter.value {
            case .active(.both): return true
            case .active(.only(let wanted)): return row.isActive == wanted
            case .module(let isNegated, let value):
                return contains(value, release.modules[row.module + 1]) != isNegated
            case .time(let time): return Self.holds(row.time, time)
            case .concepts(let isNegated, let sub):
                let set = evaluate(sub)
                if filter.field == "referencedComponentId" { return set.contains(row.member) != isNegated }
                guard case .concept(let concept) = row.fields[filter.field] else { return false }
                return (concept.map { set.contains(Int($0.ordinal)) } ?? false) != isNegated
            case .number(let comparison, let number):
                let wanted = Double(number.text) ?? 0
                let found: Double? =
                    switch row.fields[filter.field] {
                    case .integer(let number): Double(number)
                    case .string(let text): Double(text)
                    default: nil
                    }
                guard let found else { return false }
                return comparison.holds(found < wanted ? -1 : found == wanted ? 0 : 1)
            case .text(let isNegated, let terms):
                guard case .string(let text) = row.fields[filter.field] else { return false }
                return terms.contains { Self.matches(text, $0) } != isNegated
            case .boolean: return false
            }
        }
    }

    private static func holds(_ day: UInt32, _ filter: TimeFilter) -> Bool {
        switch filter.comparison {
        case .equal: filter.days.contains(day)
        case .notEqual: !filter.days.contains(day)
        case .less: filter.days.contains { $0 != 0 && day < $0 }
        case .lessOrEqual: filter.days.contains { $0 != 0 && day <= $0 }
        case .greater: filter.days.contains { $0 != 0 && day > $0 }
        case .greaterOrEqual: filter.days.contains { $0 != 0 && day >= $0 }
        }
    }

    // MARK: Texts

    /// In Swedish, ö is a letter of its own.
    private static func fold(_ text: String, _ language: String) -> String {
        var folded = ""
        for character in text.lowercased() {
            folded += ["é": "e", "ö": language == "sv" ? "ö" : "o"][character] ?? String(character)
        }
        return folded
    }

    private static func words(_ text: String, _ language: String) -> [Substring] {
        fold(text, language).split { !$0.isLetter && !$0.isNumber }
    }

    private static func matches(_ text: String, _ term: SearchTerm, _ language: String = "") -> Bool {
        switch term {
        case .words(let wanted, _):
            let words = words(text, language)
            return Self.words(wanted, language).allSatisfy { word in words.contains { $0.hasPrefix(word) } }
        case .pattern(let pieces):
            return isLike(Array(fold(text, language)), pieces.map { Array(fold($0, language)) }[...], isFirst: true)
        }
    }

    /// By trying every place.
    private static func isLike(_ text: [Character], _ pieces: ArraySlice<[Character]>, isFirst: Bool) -> Bool {
        guard let piece = pieces.first else { return isFirst || text.isEmpty }
        let rest = pieces.dropFirst()
        if isFirst {
            guard text.starts(with: piece) else { return false }
            let left = Array(text.dropFirst(piece.count))
            return rest.isEmpty ? left.isEmpty : isLike(left, rest, isFirst: false)
        }
        return (0...text.count).contains { start in
            let left = text.dropFirst(start)
            guard left.starts(with: piece) else { return false }
            let after = Array(left.dropFirst(piece.count))
            return rest.isEmpty ? after.isEmpty : isLike(after, rest, isFirst: false)
        }
    }
}
