import ArgumentParser
import Foundation
import Server
import Workspace

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes files into a project: JSON, CSV, TSV, TXT, images.",
        discussion: "All of the files or none of them. Media files are stored with the project."
    )

    @OptionGroup var store: StoreOptions
    @Argument(help: "The number of the project.") var project: Int
    @Argument(help: "The files.", completion: .file()) var files: [String]
    @Option(help: "The encoding of CSV, TSV and text files that are not UTF-8, such as latin1.") var encoding: String?

    func validate() throws {
        if files.isEmpty { throw ValidationError("Name at least one file.") }
        for file in files where !FileManager.default.isReadableFile(atPath: file) {
            throw ValidationError("The file “\(file)” cannot be read.")
        }
    }

    func run() async throws {
        try await store.asOwner { services, owner in
            let store = Files(services.work)
            var request = ImportRequest(project: project)
            request.encoding = encoding
            var sources: [ImportSource] = []
            for file in files {
                let name = URL(fileURLWithPath: file).lastPathComponent
                sources.append(
                    ImportSource(try await store.add(FileChunks(file), named: name, to: project, by: owner))
                )
            }
            let report = try await Imports(services.work).run(request, from: sources, by: owner)
            print("\(report.tasks) tasks, \(report.annotations) annotations, \(report.predictions) predictions")
        }
    }
}
