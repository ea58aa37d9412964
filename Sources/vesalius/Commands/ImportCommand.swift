import ArgumentParser
import Foundation
import Server
import Workspace

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes files and folders into a project: DICOM, NIfTI, slides, ZIP, JSON, CSV, TSV, TXT, images.",
        discussion: """
            vesalius import --project 7 /scans/today
            vesalius import 7 tasks.json

            The tasks of all files or none of them. Of a folder with images of the field only these are taken; a file that
            cannot be read is named and left out.
            """
    )

    @OptionGroup var store: StoreOptions
    @Option(help: "The number of the project; otherwise the first argument.") var project: Int?
    @Argument(help: "The project, unless --project names it; then files and folders.", completion: .file())
    var paths: [String]
    @Option(help: "The encoding of CSV, TSV and text files that are not UTF-8, such as latin1.") var encoding: String?
    @Option(help: "predictions or annotations: what segmentations, structure sets and label maps become.")
    var labels = ImportRequest.LabelsBecome.predictions.rawValue

    private var target: (project: Int, files: [String])? {
        if let project { return (project, paths) }
        return paths.first.flatMap { Int($0) }.map { ($0, Array(paths.dropFirst())) }
    }

    func validate() throws {
        guard let target else { throw ValidationError("Name the project: --project 7, or its number first.") }
        if target.files.isEmpty { throw ValidationError("Name at least one file.") }
        for file in target.files where !FileManager.default.isReadableFile(atPath: file) {
            throw ValidationError("The file “\(file)” cannot be read.")
        }
        guard ImportRequest.LabelsBecome(rawValue: labels) != nil else {
            throw ValidationError("--labels takes predictions or annotations, not “\(labels)”.")
        }
    }

    func run() async throws {
        guard let target else { return }
        try await store.asOwner { services, owner in
            var request = ImportRequest(project: target.project)
            request.encoding = encoding
            request.labelsBecome = ImportRequest.LabelsBecome(rawValue: labels) ?? .predictions
            let project = try await Projects(services.work).project(target.project, for: owner)
            var sources: [ImportSource] = []
            for path in target.files { sources += try await self.sources(path, project, services, owner) }
            let report = try await Imports(services.work).run(request, from: sources, by: owner)
            print("\(report.tasks) tasks, \(report.annotations) annotations, \(report.predictions) predictions")
            if let images = report.images { tell(images) }
        }
    }

    /// Images and labels on them are read where they lie; other files are stored first, for tasks to point at.
    private func sources(
        _ path: String, _ project: Project, _ services: Services, _ owner: Member
    ) async throws -> [ImportSource] {
        var (images, labels, others): ([ImportSource], [ImportSource], [ImportSource]) = ([], [], [])
        for source in try StoredFolder.files(in: path) {
            if Self.isImage(source, project) {
                images.append(source)
            } else if Self.isLabels(source) {
                labels.append(source)
            } else {
                others.append(source)
            }
        }
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        if isFolder.boolValue, !images.isEmpty {
            if !others.isEmpty { print("\(path): \(others.count) files are no images and were left out") }
            return images + labels
        }
        var sources = images + labels
        for other in others {
            guard case .file(let file) = other.bytes else { continue }
            let name = URL(fileURLWithPath: file).lastPathComponent
            let stored = try await Files(services.work).add(FileChunks(file), named: name, to: project.id, by: owner)
            sources.append(ImportSource(stored))
        }
        return sources
    }

    private static func isLabels(_ source: ImportSource) -> Bool {
        guard case .file(let path) = source.bytes else { return false }
        return LabelDocument.isOne(atPath: path, name: source.name)
    }

    private static func isImage(_ source: ImportSource, _ project: Project) -> Bool {
        guard case .file(let path) = source.bytes, let file = FileHandle(forReadingAtPath: path) else { return false }
        let head = (try? file.read(upToCount: MedicalKind.headSize)) ?? Data()
        return MedicalKind.of(head: [UInt8](head), name: source.name, in: project) != nil
    }

    private func tell(_ images: ImportReport.Images) {
        print("\(images.files) image files, \(images.duplicates) of them here before, in \(images.series.count) series")
        for series in images.series {
            let version = series.version > 1 ? ", version \(series.version)" : ""
            print("series \(series.id): \(series.frames) frames\(version)\(series.isNew ? "" : ", here before")")
            for problem in series.problems { print("    \(problem)") }
        }
        for file in images.refused { print("left out \(file.file): \(file.reason)") }
    }
}
