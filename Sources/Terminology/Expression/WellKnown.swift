/// Identifiers of SNOMED CT's own metadata that the language gives a meaning.
enum WellKnown {
    static let preferred = "900000000000548007"
    static let acceptable = "900000000000549004"
    static let fullySpecifiedName = "900000000000003001"
    static let synonym = "900000000000013009"
    static let definition = "900000000000550004"
    static let primitive = "900000000000074008"
    static let defined = "900000000000073002"
    static let sameAs = "900000000000527005"
    static let replacedBy = "900000000000526001"
    static let wasA = "900000000000528000"
    static let partiallyEquivalentTo = "1186924009"
    static let historicalAssociation = "900000000000522004"

    /// What a code is, so that filters work on extracts of a release that lack the concept itself.
    static let ofFilters: Set<String> = [
        preferred, acceptable, fullySpecifiedName, synonym, definition, primitive, defined,
    ]
}
