import Foundation
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
        progress.report(.unpacking, 0, 0)
        let files = try ReleaseSource(path: source, scratch: folder)
        guard let importer = try Importers.recognise(files) else {
            throw ImportFailure([
                ImportProblem(file: files.name, reason: "these files are of no kind of release that is known here")
            ])
        }
        var built: [BuiltRelease] = []
        try importer.read(files, request, progress: progress) { draft, warnings in
            if progress.isCancelled() { throw CancellationError() }
            let name = "\(built.count).vxt"
            _ = try IndexBuilder.build(draft, to: folder + "/" + name, progress: progress)
            built.append(BuiltRelease(file: name, warnings: warnings, warningCount: warnings.count))
        }
        guard !built.isEmpty else {
            throw ImportFailure([ImportProblem(file: files.name, reason: "there is no code system in these files")])
        }
        return built
    }
}
