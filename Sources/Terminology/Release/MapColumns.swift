/// Maps from this system's codes to another's that are not reference sets: ConceptMap, OMOP `Maps to`, replaced LOINC terms.
package struct MapColumns: Sendable {
    /// Concept row of this release.
    package var source: [UInt32] = []
    /// Index into `ReleaseDraft.strings`: the other system's canonical address, or this one's for replacements.
    package var targetSystem: [UInt32] = []
    /// Index into `ReleaseDraft.strings`.
    package var targetCode: [UInt32] = []
    package var targetDisplay: [UInt32] = []
    package var relation: [MapRelation] = []

    package init() {}

    package var count: Int { source.count }
}
