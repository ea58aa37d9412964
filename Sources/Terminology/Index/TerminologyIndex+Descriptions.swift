extension TerminologyIndex {
    /// All names of a concept: the preferred first, then the fully specified, then others, then those not in use.
    package func descriptions(of concept: Concept) -> [ConceptDescription] {
        descriptionReader.offsets.range(place(concept)).map { place in
            let document = Int(descriptionReader.documents[place])
            let language = terms.language(document)
            return ConceptDescription(
                text: terms.text(document), kind: terms.kind(document), isActive: terms.isActive(document),
                language: language < languages.count ? languages[language] : identity.language,
                acceptability: terms.acceptability(document), id: descriptionReader.number(place),
                module: modules[Int(descriptionReader.modules[place])],
                effectiveTime: days[descriptionReader.times[place]],
                caseSignificance: terms.caseSignificance(document))
        }
    }

    /// The name people see, in a dialect; where that has none in another, else any name, else the code.
    package func preferredTerm(_ concept: Concept, dialect: Int = 0) -> String {
        preferredDocument(concept, dialect: dialect).map(terms.text) ?? code(concept)
    }

    /// The document of the name people see.
    package func preferredDocument(_ concept: Concept, dialect: Int = 0) -> Int? {
        var best: (rank: Int, document: Int)?
        for place in descriptionReader.offsets.range(place(concept)) {
            let document = Int(descriptionReader.documents[place])
            let rank = rank(document, dialect: dialect)
            if rank == 0 { return document }
            if best.map({ rank < $0.rank }) ?? true { best = (rank, document) }
        }
        return best?.document
    }

    /// “Pneumonia (disorder)”; nil in systems that have no such names.
    package func fullySpecifiedName(_ concept: Concept) -> String? {
        var found: Int?
        for place in descriptionReader.offsets.range(place(concept)) {
            let document = Int(descriptionReader.documents[place])
            guard terms.kind(document) == .fullySpecified else { continue }
            if terms.isActive(document) { return terms.text(document) }
            found = found ?? document
        }
        return found.map(terms.text)
    }

    /// How far a description is from being the name of its concept, 0 being it.
    private func rank(_ document: Int, dialect: Int) -> Int {
        let kind = terms.kind(document)
        let inactive = terms.isActive(document) ? 0 : 100
        switch kind {
        case .preferred: return inactive
        case .synonym:
            let acceptability = terms.acceptability(document)
            if dialect < 8, acceptability >> UInt16(dialect * 2) & 3 == 2 { return inactive }
            // Preferred in another dialect, the first before the others.
            for other in 0..<8 where acceptability >> UInt16(other * 2) & 3 == 2 { return inactive + 1 + other }
            return inactive + (acceptability != 0 ? 20 : dialects.isEmpty ? 10 : 21)
        case .fullySpecified: return inactive + 15
        case .consumer: return inactive + 30
        case .short: return inactive + 31
        case .definition: return inactive + 40
        }
    }
}
