import ArgumentParser
import Exchange
import Foundation
import Server
import Workspace

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a project's annotations to a file or to standard output."
    )

    @OptionGroup var store: StoreOptions
    @Argument(help: "The number of the project.") var project: Int
    @Option(help: "JSON, JSON_MIN, CSV, TSV, CONLL2003, COCO, VOC, YOLO, …") var format = "JSON"
    @Option(name: .shortAndLong, help: "The file to write; standard output otherwise.") var output: String?
    @Flag(help: "Also tasks that nobody has annotated.") var allTasks = false

    func run() async throws {
        guard let format = ExportFormat(rawValue: format) else {
            let names = ExportFormat.allCases.map(\.name).joined(separator: ", ")
            throw ValidationError("“\(self.format)” is no format: \(names).")
        }
        try await store.asOwner { services, owner in
            var request = ExportRequest(project: project)
            request.format = format
            request.allTasks = allTasks
            var stream = try await Exports(services.work).stream(request, by: owner)
            let target = try Target(output)
            do {
                while let bytes = try await stream.next() { try target.write(bytes) }
                try target.finish()
            } catch {
                stream.cancel()
                target.discard()
                throw error
            }
        }
    }

    /// Where the export goes. A file gets its name only when it is whole.
    private struct Target {
        private let handle: FileHandle
        private let path: String?

        private var unfinished: String? { path.map { $0 + ".part" } }

        init(_ path: String?) throws {
            self.path = path
            guard let path else {
                handle = .standardOutput
                return
            }
            guard FileManager.default.createFile(atPath: path + ".part", contents: nil),
                let opened = FileHandle(forWritingAtPath: path + ".part")
            else { throw ValidationError("The file “\(path)” cannot be written.") }
            handle = opened
        }

        func write(_ bytes: [UInt8]) throws { try handle.write(contentsOf: Data(bytes)) }

        func finish() throws {
            guard let path, let unfinished else { return }
            try handle.synchronize()
            try handle.close()
            guard rename(unfinished, path) == 0 else { throw ValidationError("The file “\(path)” cannot be written.") }
        }

        func discard() {
            if let unfinished { unlink(unfinished) }
        }
    }
}
