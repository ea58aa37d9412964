import LabelConfig
package import Terminology

/// The sets of concepts that expressions and branches stand for; kept, for they are asked for with each key press.
package struct CodeScopes: Sendable {
    let work: Work

    package init(_ work: Work) { self.work = work }

    /// What a search is bounded to; nil for everything.
    func set(of wish: CodeWish, in open: OpenRelease) async throws -> ConceptSet? {
        var set = try await set(expression: wish.expression, below: wish.below, in: open)
        if let code = wish.referenceSet {
            guard let concept = open.index.concept(tolerant: code),
                let members = open.index.referenceSet(concept)?.members
            else { throw Refusal.missing("Reference set") }
            if set == nil { set = members } else { set?.formIntersection(members) }
        }
        return set
    }

    /// The concepts of an expression and of a branch; nil where neither is given.
    ///
    /// - Throws: `ExpressionFailure` with the place in the expression.
    package func set(expression: String?, below: String?, in open: OpenRelease) async throws -> ConceptSet? {
        guard expression != nil || below != nil else { return nil }
        let cache = try work.shelf().scopes
        let key = ScopeCache.Key(release: open.release.id, expression: expression ?? "", below: below ?? "")
        if let known = cache[key] { return known }
        var set: ConceptSet?
        if let expression { set = try await EvaluationRoom.evaluate(expression, in: open) }
        if let below {
            guard let top = open.index.concept(tolerant: below) else {
                throw Refusal.invalid(.init("below", "\(open.release.name) has no code “\(below)”."))
            }
            var branch = ConceptSet(universe: open.index.conceptCount)
            open.index.insertDescendants(of: top, orSelf: true, into: &branch)
            if set == nil { set = branch } else { set?.formIntersection(branch) }
        }
        if let set { cache.keep(set, for: key) }
        return set
    }

    /// What a control of an interface offers of one release.
    func set(of scope: CodeScope, in open: OpenRelease) async throws -> ConceptSet? {
        try await set(expression: scope.expression, below: scope.below, in: open)
    }

    /// The concepts of an expression, kept like a scope.
    ///
    /// - Throws: `ExpressionFailure` with the place in the expression.
    package func evaluate(_ expression: String, in open: OpenRelease) async throws -> ConceptSet {
        try await set(expression: expression, below: nil, in: open) ?? open.index.emptySet()
    }

    /// What an expression stands for, concepts or rows, with its normal form.
    ///
    /// - Throws: `ExpressionFailure` with the place in the expression.
    package func answer(_ expression: String, in open: OpenRelease) async throws -> ExpressionAnswer {
        try await EvaluationRoom.answer(expression, in: open)
    }
}
