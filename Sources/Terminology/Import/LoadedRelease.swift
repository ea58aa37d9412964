/// A release that was loaded: where its index lies, and what there is to tell about it.
package struct LoadedRelease: Sendable {
    /// The index file.
    package var path: String
    package var identity: SystemIdentity
    /// What was written.
    package var index: IndexReport
    /// The files it was read from, with the rows of each.
    package var sources: [SourceFile]
    /// What was found wrong and could be passed over.
    package var warnings: [ImportProblem]
    /// What loading all releases of the source took.
    package var cost: LoadCost
}
