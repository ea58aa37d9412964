/// `dialect = en-gb (prefer)`: in which language reference sets a description is, and how.
package struct DialectFilter: Sendable, Hashable {
    /// How a description is rated in a dialect.
    package enum Acceptability: Sendable, Hashable {
        case acceptable, preferred
        /// Some other concept, which rates nothing.
        case other(ConceptReference)
    }

    package enum Dialect: Sendable, Hashable {
        case alias(String)
        case concept(ConceptReference)
    }

    package struct Choice: Sendable, Hashable {
        package var dialect: Dialect
        /// nil: any.
        package var acceptability: [Acceptability]?
    }

    package enum Value: Sendable, Hashable {
        case choices([Choice], isSet: Bool)
        case constraint(SubConstraint)
    }

    package var isNegated: Bool
    package var value: Value
    /// Of all that state none themselves.
    package var acceptability: [Acceptability]?
}
