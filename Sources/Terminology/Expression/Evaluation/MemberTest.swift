/// The conditions on a row of one reference set, made ready for many.
final class MemberTest {
    private enum Test {
        case active(ActiveFilter)
        case time(TimeFilter)
        case module(isNegated: Bool, Set<String>)
        case member(isNegated: Bool, ConceptSet)
        /// Holds for all rows or for none.
        case constant(Bool)
        case concepts(column: Int, isNegated: Bool, ConceptSet)
        /// Any other test of a field, remembered by the number that the field has.
        case field(column: Int, memory: Int, (ReferenceSetField) -> Bool)
    }

    private let view: ReferenceSetView
    private var tests: [Test] = []
    /// For the numbers that fields have had: 0 not asked yet, 1 unwanted, 2 wanted. Larger numbers are asked each time.
    private var memories: [[UInt8]] = []
    private let reach: Int

    init(_ filters: [MemberFilter], _ view: ReferenceSetView, _ evaluation: inout Evaluation) throws(ExpressionFailure)
    {
        self.view = view
        reach = evaluation.index.strings.texts.count
        if !filters.contains(where: { if case .active = $0.value { true } else { false } }) {
            tests.append(.active(.only(true)))
        }
        for filter in filters { tests.append(try test(filter, &evaluation)) }
    }

    func matches(_ row: Int) -> Bool {
        for test in tests {
            switch test {
            case .active(let active): guard active.matches(view.isActive(row)) else { return false }
            case .time(let time): guard time.matches(view.effectiveTime(row)) else { return false }
            case .module(let isNegated, let codes):
                guard codes.contains(view.module(row)) != isNegated else { return false }
            case .member(let isNegated, let set):
                guard set.contains(view.member(row)) != isNegated else { return false }
            case .constant(let holds): guard holds else { return false }
            case .concepts(let column, let isNegated, let set):
                guard set.contains(Concept(ordinal: view.rawField(row, column))) != isNegated else { return false }
            case .field(let column, let memory, let isWanted):
                let raw = view.rawField(row, column)
                guard Int(raw) < reach else {
                    guard isWanted(view.field(row, column)) else { return false }
                    continue
                }
                if memories[memory][Int(raw)] == 0 {
                    memories[memory][Int(raw)] = isWanted(view.field(row, column)) ? 2 : 1
                }
                guard memories[memory][Int(raw)] == 2 else { return false }
            }
        }
        return true
    }

    private func test(_ filter: MemberFilter, _ evaluation: inout Evaluation) throws(ExpressionFailure) -> Test {
        let index = evaluation.index
        switch filter.value {
        case .active(let active): return .active(active)
        case .module(let isNegated, let value):
            let wanted = try evaluation.modules(value)
            return .module(isNegated: isNegated, Set(zip(index.modules, wanted).filter(\.1).map(\.0)))
        case .time(let time) where filter.field.lowercased() == "effectivetime": return .time(time)
        case .concepts(let isNegated, let sub):
            let set = try evaluation.concepts(of: sub, within: nil)
            if filter.field.lowercased() == Evaluation.memberField { return .member(isNegated: isNegated, set) }
            if filter.field.lowercased() == "refsetid" { return .constant(set.contains(view.concept) != isNegated) }
            guard let column = view.column(named: filter.field) else { return .constant(false) }
            if view.holdsConcepts(column) { return .concepts(column: column, isNegated: isNegated, set) }
            // Columns that the release declares as strings may hold identifiers all the same.
            return remembered(column) { field in
                index.concept(code: field.text(index)).map { set.contains($0) } ?? false != isNegated
            }
        default: break
        }
        guard let column = view.column(named: filter.field) else { return .constant(false) }
        switch filter.value {
        case .number(let comparison, let number):
            return remembered(column) { field in
                guard let found = DecimalNumber(field.text(index)) else { return false }
                return comparison.holds(found < number ? -1 : found == number ? 0 : 1)
            }
        case .text(let isNegated, let terms):
            let matchers = terms.map { TermMatcher($0) }
            return remembered(column) { field in
                let text = field.text(index)
                return matchers.contains { $0.matches(text) } != isNegated
            }
        case .boolean(let isNegated, let wanted):
            return remembered(column) { field in
                let text = field.text(index).lowercased()
                let found: Bool? = ["true", "1"].contains(text) ? true : ["false", "0"].contains(text) ? false : nil
                return found.map { ($0 == wanted) != isNegated } ?? false
            }
        case .time(let time):
            return remembered(column) { field in
                let text = field.text(index)
                if text.isEmpty { return time.matches(0) }
                guard text.utf8.count >= 8, let day = UInt32(text.prefix(8)) else {
                    return time.comparison == .notEqual
                }
                return time.matches(day)
            }
        case .active, .module, .concepts: return .constant(false)
        }
    }

    private func remembered(_ column: Int, _ isWanted: @escaping (ReferenceSetField) -> Bool) -> Test {
        memories.append([UInt8](repeating: 0, count: reach))
        return .field(column: column, memory: memories.count - 1, isWanted)
    }
}

extension ReferenceSetField {
    /// As it stands in the release.
    fileprivate func text(_ index: TerminologyIndex) -> String {
        switch self {
        case .concept(let concept): concept.map(index.code) ?? ""
        case .integer(let number): String(number)
        case .string(let text): text
        }
    }
}
