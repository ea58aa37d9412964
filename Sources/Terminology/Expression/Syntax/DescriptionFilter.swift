/// One condition on a description.
package enum DescriptionFilter: Sendable, Hashable {
    /// The types of description that have a word of their own.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case synonym = "syn"
        case fullySpecifiedName = "fsn"
        case definition = "def"
    }

    case term(isNegated: Bool, [SearchTerm])
    /// Two letters each, in lower case.
    case language(isNegated: Bool, [String])
    case kind(isNegated: Bool, [Kind])
    case kindID(isNegated: Bool, ConceptValue)
    case dialect(DialectFilter)
    case module(isNegated: Bool, ConceptValue)
    case time(TimeFilter)
    case active(ActiveFilter)
    /// Numbers of descriptions.
    case id(isNegated: Bool, [UInt64])
}
