/// What else a system says of a concept: notes, includes, excludes, seventh characters, units, answers …; shown with the
/// concept, in order.
package struct PropertyColumns: Sendable {
    package var concept: [UInt32] = []
    /// Index into `ReleaseDraft.propertyNames`.
    package var name: [UInt16] = []
    package var value = TextColumn()

    package init() {}

    package var count: Int { concept.count }
}
