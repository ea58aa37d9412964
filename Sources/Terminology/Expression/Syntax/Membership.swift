/// `^`: what the rows of reference sets hold.
package struct Membership: Sendable, Hashable {
    package enum Fields: Sendable, Hashable {
        /// The members themselves.
        case members
        /// `^ [targetComponentId]`: the values of named columns.
        case named([Field])
        /// `^ [*]`: of all columns.
        case all
    }

    package struct Field: Sendable, Hashable {
        package var name: String
        package var range: SourceRange
    }

    package var fields: Fields
    package var range: SourceRange
}
