extension Evaluation {
    /// Keeps the concepts of which one description meets all of a block's conditions.
    mutating func keep(
        _ set: inout ConceptSet, _ filters: [DescriptionFilter], at range: SourceRange
    ) throws(ExpressionFailure) {
        let test = try DescriptionTest(filters, &self)
        var kept = index.emptySet()
        let reader = index.descriptionReader
        for concept in set {
            try spend(test.cost, at: range)
            for place in reader.offsets.range(Int(concept.ordinal)) where test.matches(place) {
                kept.insert(concept)
                break
            }
        }
        set = kept
    }
}
