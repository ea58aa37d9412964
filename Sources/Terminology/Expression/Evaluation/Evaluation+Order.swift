extension Evaluation {
    /// Conditions that must all hold, those first that few concepts can meet.
    func ordered(_ parts: [Refinement]) -> [Refinement] {
        parts.map { (part: $0, weight: weight($0)) }.enumerated()
            .sorted { ($0.element.weight, $0.offset) < ($1.element.weight, $1.offset) }.map(\.element.part)
    }

    func ordered(_ parts: [AttributeSet]) -> [AttributeSet] {
        parts.map { (part: $0, weight: weight($0)) }.enumerated()
            .sorted { ($0.element.weight, $0.offset) < ($1.element.weight, $1.offset) }.map(\.element.part)
    }

    /// How many values are wanted, as far as that is known without looking.
    private func weight(_ refinement: Refinement) -> Int {
        switch refinement {
        case .attribute(let attribute): weight(attribute)
        case .group(let group): group.cardinality?.minimum == 0 ? Self.unknown : weight(group.attributes) * 2
        case .conjunction(let parts): parts.map(weight).min() ?? Self.unknown
        case .disjunction(let parts): parts.map(weight).max() ?? Self.unknown
        }
    }

    private func weight(_ set: AttributeSet) -> Int {
        switch set {
        case .attribute(let attribute): weight(attribute)
        case .conjunction(let parts): parts.map(weight).min() ?? Self.unknown
        case .disjunction(let parts): parts.map(weight).max() ?? Self.unknown
        }
    }

    private static let unknown = 1 << 24

    private func weight(_ attribute: AttributeConstraint) -> Int {
        if attribute.cardinality?.minimum == 0 || attribute.comparison == .notEqual { return Self.unknown }
        guard case .concepts(let sub) = attribute.value else { return 1000 }
        guard sub.membership == nil, case .concept(let reference) = sub.focus, let concept = try? concept(reference)
        else {
            return 100_000
        }
        switch sub.step {
        case nil, .childOf, .childOrSelfOf, .parentOf, .parentOrSelfOf, .ancestorOf, .ancestorOrSelfOf: return 1
        case .descendantOf, .descendantOrSelfOf, .top, .bottom: return index.descendantCount(concept) + 1
        }
    }
}
