/// What a column of a reference set says in one row.
package enum ReferenceSetField: Sendable, Hashable {
    /// Nil where the field is empty or names what this release does not have.
    case concept(Concept?)
    case integer(Int)
    case string(String)
}
