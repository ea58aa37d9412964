extension Evaluation {
    /// A step from a focus; from one concept it is made without a set in between.
    mutating func step(
        _ step: HierarchyStep?, from focus: Focus, within: ConceptSet?, at range: SourceRange
    ) throws(ExpressionFailure) -> ConceptSet {
        guard let step else { return try self.focus(focus, within: within) }
        let single: Concept
        switch focus {
        case .concept(let reference): single = try concept(reference)
        case .alternate(let other): single = try concept(other)
        case .any, .nested: return try self.step(step, from: self.focus(focus, within: nil), at: range)
        }
        var set = index.emptySet()
        switch step {
        case .descendantOf: index.insertDescendants(of: single, orSelf: false, into: &set)
        case .descendantOrSelfOf: index.insertDescendants(of: single, orSelf: true, into: &set)
        case .ancestorOf: index.insertAncestors(of: single, orSelf: false, into: &set)
        case .ancestorOrSelfOf: index.insertAncestors(of: single, orSelf: true, into: &set)
        case .childOf, .childOrSelfOf: for child in index.children(single) { set.insert(child) }
        case .parentOf, .parentOrSelfOf: for parent in index.parents(single) { set.insert(parent) }
        case .top, .bottom: set.insert(single)
        }
        if step == .childOrSelfOf || step == .parentOrSelfOf { set.insert(single) }
        return set
    }

    mutating func step(
        _ step: HierarchyStep, from set: ConceptSet, at range: SourceRange
    ) throws(ExpressionFailure) -> ConceptSet {
        var found = index.emptySet()
        try spend(set.count * 8, at: range)
        if step == .ancestorOf || step == .parentOf, set == tables.everything { return tables.above }
        switch step {
        case .descendantOf: index.insertDescendants(of: set, orSelf: false, into: &found)
        case .descendantOrSelfOf: index.insertDescendants(of: set, orSelf: true, into: &found)
        case .ancestorOf: index.insertAncestors(of: set, orSelf: false, into: &found)
        case .ancestorOrSelfOf: index.insertAncestors(of: set, orSelf: true, into: &found)
        case .childOf: index.insertChildren(of: set, into: &found)
        case .childOrSelfOf:
            found = set
            index.insertChildren(of: set, into: &found)
        case .parentOf: index.insertParents(of: set, into: &found)
        case .parentOrSelfOf:
            found = set
            index.insertParents(of: set, into: &found)
        case .top:
            var below = index.emptySet()
            index.insertDescendants(of: set, orSelf: false, into: &below)
            found = set
            found.subtract(below)
        case .bottom:
            var above = index.emptySet()
            index.insertAncestors(of: set, orSelf: false, into: &above)
            found = set
            found.subtract(above)
        }
        return found
    }
}
