/// `[1..2] { a = b, c = d }`: how many role groups of a concept meet the conditions.
package struct AttributeGroup: Sendable, Hashable {
    package var cardinality: Cardinality?
    package var attributes: AttributeSet
    package var range: SourceRange
}
