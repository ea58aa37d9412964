/// Reads the official files of one kind of release.
package protocol ReleaseImporter: Sendable {
    /// Whether these files are of its kind: by what their first lines say, then by their names.
    static func recognises(_ source: ReleaseSource) throws -> Bool

    /// Reads everything and hands out one draft a code system.
    ///
    /// - Throws: `ImportFailure` with file, line and reason; nothing was kept then. `CancellationError`.
    static func read(
        _ source: ReleaseSource, _ request: ReleaseRequest, progress: ImportProgress,
        _ take: (ReleaseDraft, _ warnings: [ImportProblem]) throws -> Void
    ) throws
}
