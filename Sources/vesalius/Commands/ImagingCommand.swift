import ArgumentParser
import Foundation
import Server

/// Looks at image files without taking them in. The decode worker does it, as it does for the server.
struct ImagingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "imaging",
        abstract: "Looks at DICOM, NIfTI and slide files: what they say, their tags, their stored values.",
        subcommands: [Inspect.self, Series.self, Tags.self, Pixels.self]
    )

    struct Inspect: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "What the files say of themselves, JSON a line.")

        @OptionGroup var worker: WorkerOption
        @Argument(help: "The files.", completion: .file()) var files: [String]

        func run() throws { try worker.become(["inspect"] + files) }
    }

    struct Series: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The series that the files make, JSON a line.")

        @OptionGroup var worker: WorkerOption
        @Argument(help: "The files.", completion: .file()) var files: [String]

        func run() throws { try worker.become(["series"] + files) }
    }

    struct Tags: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The elements of a DICOM file as DICOM JSON.")

        @OptionGroup var worker: WorkerOption
        @Argument(help: "The file.", completion: .file()) var file: String

        func run() throws { try worker.become(["tags", file]) }
    }

    struct Pixels: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the stored values of all frames, as .npy or without a header."
        )

        @OptionGroup var worker: WorkerOption
        @Argument(help: "The file.", completion: .file()) var file: String
        @Option(name: .shortAndLong, help: "The file to write: .npy or .raw.") var output: String

        func run() throws { try worker.become(["pixels", file, "--output", output]) }
    }
}

/// Where the decode worker is.
struct WorkerOption: ParsableArguments {
    @Option(help: "The decode worker; beside this program otherwise. [VESALIUS_DECODE_PROGRAM]")
    var decodeProgram: String?

    /// Goes on as the worker with other arguments: its output, its exit code.
    func become(_ arguments: [String]) throws {
        let named = decodeProgram ?? ProcessInfo.processInfo.environment["VESALIUS_DECODE_PROGRAM"]
        guard let worker = Settings(dataFolder: "", decodeProgram: named).decodeWorker else {
            throw ValidationError(
                "The image reader vesalius-decode is missing beside this program: build or install it.")
        }
        var words = ([worker] + arguments).map { strdup($0) } + [nil]
        execv(worker, &words)
        throw ValidationError("“\(worker)” does not start: \(String(cString: strerror(errno))).")
    }
}
