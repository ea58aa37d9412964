internal import Synchronization

/// Answers expressions of ECL 2.2 over one release, and remembers its last answers.
///
/// Decisions where the specification leaves room, or where engines differ:
/// - `*` is every active concept of the hierarchy; of systems other than SNOMED CT every active concept. A concept that is
///   named is taken whether active or not.
/// - An attribute `!= V` asks for one value that is not in V; `[0..0] … != V` for none that is not.
/// - Braces mean one role group; group 0 is none. Cardinalities in braces count within a group, those before braces count
///   groups, others count relationships in all groups and none. Reversed, they count the concepts that name this one.
/// - `= *` accepts concrete values too. “Is a” is never an attribute.
/// - Descriptions and members that are inactive count only where `active` says so; concepts always.
/// - The member filters of one `^` look at the same row; two blocks on descriptions may be met by two descriptions.
/// - A string is compared with concrete values letter by letter, unless `match:` or `wild:` is written.
/// - History adds inactive concepts only.
package final class ExpressionEvaluator: Sendable {
    package let index: TerminologyIndex
    private let tables: EvaluationTables
    private let cache: Mutex<ExpressionCache>

    /// - Parameter remembered: how many answers are kept; one of SNOMED CT takes 62 kB.
    package init(_ index: TerminologyIndex, remembered: Int = 128) {
        self.index = index
        tables = EvaluationTables(index: index)
        cache = Mutex(ExpressionCache(limit: remembered))
    }

    /// Reads an expression as the index's system writes codes.
    package func parse(_ text: String) throws(ExpressionFailure) -> Constraint {
        try ExpressionParser.parse(text, codes: index.identity.codeStyle)
    }

    /// The concepts that an expression stands for.
    package func evaluate(
        _ text: String, limits: ExpressionLimits = ExpressionLimits()
    ) throws(ExpressionFailure) -> ConceptSet {
        let constraint = try parse(text)
        let key = ExpressionPrinter.text(of: constraint, codes: index.identity.codeStyle)
        if let known = cache.withLock({ $0[key] }) { return known }
        var evaluation = Evaluation(index: index, tables: tables, bytes: Array(text.utf8), limits: limits)
        try ReferenceCheck(evaluation: evaluation).check(constraint)
        let concepts = try evaluation.concepts(of: constraint, within: nil)
        cache.withLock { $0.insert(concepts, for: key) }
        return concepts
    }

    /// The concepts or rows that an expression stands for, and the expression in its normal form.
    package func answer(
        _ text: String, limits: ExpressionLimits = ExpressionLimits()
    ) throws(ExpressionFailure) -> ExpressionAnswer {
        let constraint = try parse(text)
        let normalised = ExpressionPrinter.text(of: constraint, codes: index.identity.codeStyle)
        guard case .simple(let sub) = constraint.kind, let membership = sub.membership,
            membership.fields != .members, sub.step == nil, sub.filters.isEmpty, sub.history == nil
        else {
            return ExpressionAnswer(normalised: normalised, content: .concepts(try evaluate(text, limits: limits)))
        }
        var evaluation = Evaluation(index: index, tables: tables, bytes: Array(text.utf8), limits: limits)
        try ReferenceCheck(evaluation: evaluation).check(constraint)
        return ExpressionAnswer(normalised: normalised, content: .rows(try evaluation.rows(sub, membership)))
    }
}
