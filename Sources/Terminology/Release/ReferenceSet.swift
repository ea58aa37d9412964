/// A reference set: members with columns of their own. Maps, associations and language sets are reference sets as well, but
/// language sets travel as acceptability.
package struct ReferenceSet: Sendable {
    /// What the members say; decides which columns they have and how they are shown.
    package enum Pattern: UInt8, Sendable {
        case simple, association, attributeValue, simpleMap, complexMap, extendedMap, other
    }

    /// The concept row of the reference set itself.
    package var concept: UInt32
    package var pattern: Pattern
    /// The names of the columns after `referencedComponentId`, as in the file's header.
    package var columnNames: [String] = []
    /// The concept rows of the members, or description rows where `refersToDescriptions`.
    package var member: [UInt32] = []
    package var refersToDescriptions = false
    package var isActive: [Bool] = []
    /// Index into `ReleaseDraft.modules`.
    package var module: [UInt16] = []
    package var effectiveTime: [UInt32] = []
    /// One a name of `columnNames`, each with one value a member.
    package var columns: [Column] = []

    /// The values of one column.
    package enum Column: Sendable {
        /// Concept rows; `UInt32.max` where the field is empty or the concept is not in this release.
        case concepts([UInt32])
        case integers([Int32])
        /// Index into `ReleaseDraft.strings`: rules, advice and targets repeat themselves much.
        case strings([UInt32])
    }

    package init(concept: UInt32, pattern: Pattern) {
        self.concept = concept
        self.pattern = pattern
    }
}
