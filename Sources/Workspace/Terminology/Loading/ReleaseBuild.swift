package import Terminology

/// Makes indexes of release files: the whole work of loading, in the process that calls it.
package struct ReleaseBuild: Sendable {
    /// A folder, an archive or a file.
    package var source: String
    package var request: ReleaseRequest
    /// Where the indexes are written.
    package var folder: String

    package init(source: String, request: ReleaseRequest, folder: String) {
        self.source = source
        self.request = request
        self.folder = folder
    }

    /// Reads everything; takes processor time and memory, so never on a thread that others wait for.
    ///
    /// - Throws: `ImportFailure`, `CancellationError`.
    package func run(_ progress: ImportProgress) throws -> [BuiltRelease] {
        try ReleaseLoader.load(source, request, into: folder, progress: progress).map { release in
            BuiltRelease(
                file: String(release.path.split(separator: "/").last ?? ""), warnings: release.warnings,
                warningCount: release.warnings.count)
        }
    }
}
