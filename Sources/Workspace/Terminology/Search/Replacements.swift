package import Terminology

/// What took the place of a concept that is not used any more, as the release itself says.
package struct Replacements: Sendable {
    /// A concept in use, and how it is related to the one that was.
    package struct Proposal: Sendable, Hashable {
        package let concept: Concept
        /// “SAME AS”, “POSSIBLY EQUIVALENT TO”.
        package let association: String
        /// Whether it means the same, so that nobody need decide between several.
        package let isCertain: Bool
    }

    package private(set) var proposals: [Proposal] = []

    /// “Same as” and “replaced by”: the reference sets of SNOMED CT that leave nothing to decide.
    private static let certain: Set<String> = ["900000000000527005", "900000000000526001"]

    /// Retired concepts point at others that were retired later; farther than this no release goes.
    private static let longestChain = 8

    package init(of concept: Concept, in index: TerminologyIndex) {
        var seen: Set<Concept> = [concept]
        follow(concept, index, isCertain: true, association: nil, &seen, depth: 0)
        let sure = proposals.filter(\.isCertain)
        // Two that are each the same as one concept cannot both be: a person decides.
        if sure.count > 1 {
            proposals = proposals.map { Proposal(concept: $0.concept, association: $0.association, isCertain: false) }
        }
        proposals = proposals.filter(\.isCertain) + proposals.filter { !$0.isCertain }
    }

    /// The first, in the order of certainty.
    package var first: Concept? { proposals.first?.concept }

    private mutating func follow(
        _ concept: Concept, _ index: TerminologyIndex, isCertain: Bool, association: String?,
        _ seen: inout Set<Concept>, depth: Int
    ) {
        guard depth < Self.longestChain else { return }
        for (kind, target) in index.history(of: concept) where seen.insert(target).inserted {
            let sure = isCertain && Self.certain.contains(index.code(kind))
            add(target, index, sure, association ?? Self.name(kind, index), &seen, depth)
        }
        let address = index.identity.uri
        for row in index.maps(of: concept) where row.relation == .replacedBy && row.system == address {
            guard let target = index.concept(code: row.code), seen.insert(target).inserted else { continue }
            add(target, index, isCertain, association ?? "REPLACED BY", &seen, depth)
        }
    }

    private mutating func add(
        _ target: Concept, _ index: TerminologyIndex, _ isCertain: Bool, _ association: String,
        _ seen: inout Set<Concept>, _ depth: Int
    ) {
        if index.active.contains(target) {
            proposals.append(Proposal(concept: target, association: association, isCertain: isCertain))
        } else {
            follow(target, index, isCertain: isCertain, association: association, &seen, depth: depth + 1)
        }
    }

    /// “SAME AS association reference set” is said in the first words.
    private static func name(_ kind: Concept, _ index: TerminologyIndex) -> String {
        let name = index.preferredTerm(kind)
        guard let end = name.firstRange(of: " association") else { return name }
        return String(name[..<end.lowerBound])
    }
}
