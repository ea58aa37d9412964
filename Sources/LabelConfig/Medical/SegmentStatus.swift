/// What a reader says of a structure: a mask that is empty may mean four things.
package enum SegmentStatus: String, Sendable, CaseIterable {
    case present
    /// Looked for and not there.
    case absent
    /// It may be there; this image cannot tell.
    case notAssessable = "not_assessable"
    /// Outside the field that was scanned.
    case outside
}
