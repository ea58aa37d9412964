import Foundation
package import Workspace

/// The files of a folder below the one that the operator named for local files, to be imported where they lie.
package struct StoredFolder {
    /// More files are refused.
    private static let mostFiles = 1_000_000

    let sources: [ImportSource]

    init(_ path: String, below root: String?) throws {
        guard let root else {
            throw Refusal.invalid(
                .init("folder", "Importing a folder is turned off; start the program with --local-files-root.")
            )
        }
        guard let folder = LocalFilesController.resolve(path, below: root) else {
            throw Refusal.invalid(.init("folder", "There is no such folder below the one for local files."))
        }
        sources = try Self.files(in: folder)
    }

    /// All regular files below a folder, or the one that is named; links that lead elsewhere are left out.
    package static func files(in path: String) throws -> [ImportSource] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return [] }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard isFolder.boolValue else { return [ImportSource(name: name, bytes: .file(path))] }
        var sources: [ImportSource] = []
        let walk = FileManager.default.enumerator(atPath: path)
        while let inner = walk?.nextObject() as? String {
            let file = path + "/" + inner
            guard OpenFile(file) != nil, !MedicalKind.isPassedOver(inner) else { continue }
            guard sources.count < mostFiles else {
                throw Refusal(.tooLarge, "The folder has more than \(mostFiles) files.")
            }
            sources.append(ImportSource(name: name + "/" + inner, bytes: .file(file)))
        }
        return sources.sorted { $0.name < $1.name }
    }
}
