/// What was written into an index.
package struct IndexReport: Sendable, Equatable {
    package var concepts = 0
    package var active = 0
    package var descriptions = 0
    /// “Is a” relationships.
    package var relationships = 0
    package var attributes = 0
    /// Rows of reference sets.
    package var members = 0
    /// The length of the file.
    package var bytes = 0

    package init() {}
}
