extension Evaluation {
    /// Keeps the concepts of which one description meets all of a block's conditions.
    mutating func keep(
        _ set: inout ConceptSet, _ filters: [DescriptionFilter], at range: SourceRange
    ) throws(ExpressionFailure) {
        let count = set.count
        let test = try DescriptionTest(filters, count: count, &self)
        if let candidates = test.candidates {
            let number = candidates.reduce(0) { $0 + $1.nonzeroBitCount }
            // A concept has four or five descriptions: what is shorter is walked.
            if number < count * 4 {
                set = try concepts(among: candidates, of: set, test, at: range)
                return
            }
        }
        // Of nearly all concepts, and with nothing asked that costs time, all documents are walked in their order.
        if !test.needsPlace, test.cost < 100, count > index.conceptCount / 2 {
            try spend(index.descriptionCount * 3, at: range)
            var kept = index.emptySet()
            let store = index.terms
            for document in 0..<store.count where test.hasProfile(document) {
                let concept = Concept(ordinal: store.concept(document))
                if set.contains(concept), !kept.contains(concept), test.hasTerms(document) { kept.insert(concept) }
            }
            set = kept
            return
        }
        var kept = index.emptySet()
        let reader = index.descriptionReader
        let cost = test.cost * 2
        let (days, times, documents) = (test.days, reader.times, reader.documents)
        for concept in set {
            try spend(cost, at: range)
            for place in reader.offsets.range(Int(concept.ordinal)) {
                if let days, !days[Int(times[place])] { continue }
                guard test.matches(Int(documents[place]), place: place) else { continue }
                kept.insert(concept)
                break
            }
        }
        set = kept
    }

    /// The concepts of a set of which one of the candidates passes.
    private mutating func concepts(
        among candidates: [UInt64], of set: ConceptSet, _ test: DescriptionTest, at range: SourceRange
    ) throws(ExpressionFailure) -> ConceptSet {
        var kept = index.emptySet()
        let store = index.terms
        for (place, bits) in candidates.enumerated() where bits != 0 {
            try spend(test.cost * bits.nonzeroBitCount / 4, at: range)
            var bits = bits
            while bits != 0 {
                let document = place * 64 + bits.trailingZeroBitCount
                bits &= bits - 1
                let concept = Concept(ordinal: store.concept(document))
                if set.contains(concept), !kept.contains(concept), test.matches(document, place: nil) {
                    kept.insert(concept)
                }
            }
        }
        return kept
    }
}
