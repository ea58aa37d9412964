/// What the person who loads a release decides.
package struct ReleaseRequest: Sendable {
    /// The system's key and title where the files do not say it (FHIR, OBO, trees), or where others are wanted.
    package var key: String?
    package var title: String?
    package var version: String?
    /// Of a Full release: the state of this day, YYYYMMDD; nil for the newest.
    package var day: UInt32?
    /// Which vocabularies of an OMOP or UMLS download; empty for all.
    package var vocabularies: [String] = []

    package init() {}
}
