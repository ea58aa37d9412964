import Foundation

@testable import Terminology

/// Files of a release in a folder that goes away with it.
final class SampleRelease {
    let path: String

    init(_ files: [String: String]) throws {
        path = FileManager.default.temporaryDirectory.path + "/release-\(UUID().uuidString)"
        for (name, text) in files { try put(name, Array(text.utf8)) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func put(_ name: String, _ bytes: [UInt8]) throws {
        let file = URL(filePath: path + "/" + name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    /// What an importer makes of the files.
    func read(
        _ importer: any ReleaseImporter.Type, _ change: (inout ReleaseRequest) -> Void = { _ in },
        progress: ImportProgress = ImportProgress()
    ) throws -> [ReadRelease] {
        var request = ReleaseRequest()
        change(&request)
        var read: [ReadRelease] = []
        try importer.read(ReleaseSource(path: path), request, progress: progress) { draft, warnings in
            read.append(ReadRelease(draft: draft, warnings: warnings))
        }
        return read
    }

    /// The problems for which an importer refuses the files; nil where it takes them.
    func problems(
        _ importer: any ReleaseImporter.Type, _ change: (inout ReleaseRequest) -> Void = { _ in }
    ) throws -> [ImportProblem]? {
        do {
            _ = try read(importer, change)
            return nil
        } catch let failure as ImportFailure {
            return failure.problems
        }
    }
}
