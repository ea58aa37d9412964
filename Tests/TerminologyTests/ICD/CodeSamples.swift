import Foundation
import Testing

@testable import Terminology

/// The public code files on this machine: below `VESALIUS_TEST_DATA`, or beside the repository.
enum CodeSamples {
    static let folder: String? = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["VESALIUS_TEST_DATA"].map { URL(fileURLWithPath: $0) }
        let candidates = [named, root.deletingLastPathComponent().appendingPathComponent("shared/data")]
        return candidates.compactMap { $0?.appendingPathComponent("terminology").path }
            .first { FileManager.default.fileExists(atPath: $0) }
    }()

    static func has(_ name: String) -> Bool {
        folder.map { FileManager.default.fileExists(atPath: "\($0)/\(name)") } ?? false
    }

    static func path(_ name: String) -> String { "\(folder ?? "")/\(name)" }

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    /// The lines of a file, as texts of one character a byte.
    static func lines(_ name: String) throws -> [String] {
        String(decoding: try bytes(name), as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }

    /// Reads files as an importer would.
    static func read(
        _ importer: any ReleaseImporter.Type, _ path: String, _ request: ReleaseRequest = ReleaseRequest()
    ) throws -> [(draft: ReleaseDraft, warnings: [ImportProblem])] {
        var drafts: [(ReleaseDraft, [ImportProblem])] = []
        let source = try ReleaseSource(path: path)
        #expect(try importer.recognises(source))
        try importer.read(source, request, progress: ImportProgress()) { drafts.append(($0, $1)) }
        return drafts
    }

    /// Reads files given as texts.
    static func read(
        _ importer: any ReleaseImporter.Type, _ files: [String: [UInt8]], _ request: ReleaseRequest = ReleaseRequest()
    ) throws -> [(draft: ReleaseDraft, warnings: [ImportProblem])] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("codes-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, bytes) in files {
            let file = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        return try read(importer, folder.path, request)
    }
}
