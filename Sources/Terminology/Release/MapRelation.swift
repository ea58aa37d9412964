/// How close the target of a map is to its source (FHIR `ConceptMapRelationship`, and why a code was retired).
package enum MapRelation: UInt8, Sendable, CaseIterable {
    case equivalent, relatedTo, narrower, broader, notRelated
    /// The target took the source's place.
    case replacedBy
}
