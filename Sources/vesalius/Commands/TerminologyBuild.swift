import ArgumentParser
import Foundation
import JSON
import Synchronization
import Terminology
import Workspace

/// The worker that a server starts for each release: reads untrusted files and writes indexes, tells of it as JSON lines.
struct TerminologyBuild: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Makes indexes of release files in a folder; what a server starts to load a release.",
        shouldDisplay: false
    )

    @Option(help: "The release: a folder, an archive or a file.", completion: .file()) var source: String
    @Option(help: "The folder for the indexes.") var output: String
    @Option var key: String?
    @Option var title: String?
    @Option var version: String?
    @Option var day: UInt32?
    @Option var vocabulary: [String] = []

    func run() throws {
        var request = ReleaseRequest()
        request.key = key
        request.title = title
        request.version = version
        request.day = day
        request.vocabularies = vocabulary
        let lines = Lines()
        let parent = getppid()
        let progress = ImportProgress(
            report: { step, done, whole in lines.tell(step, done, whole) },
            // Whoever asked is gone, and with it whoever would take the result.
            isCancelled: { getppid() != parent }
        )
        do {
            let built = try ReleaseBuild(source: source, request: request, folder: output).run(progress)
            for one in built { lines.write(one.json) }
            lines.write(#"{"complete":true}"#)
        } catch let failure as ImportFailure {
            lines.tell(failure)
            throw ExitCode.failure
        } catch is CancellationError {
            throw ExitCode.failure
        } catch {
            lines.tell(ImportFailure([ImportProblem(file: "", reason: "\(error)")]))
            throw ExitCode.failure
        }
    }

    /// Standard output, a JSON object a line.
    private final class Lines: Sendable {
        private let last = Mutex<(step: ImportStep?, at: ContinuousClock.Instant)>((nil, .now))

        func write(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

        /// A few times a second is often enough for people.
        func tell(_ step: ImportStep, _ done: Int, _ whole: Int) {
            let isDue = last.withLock { last in
                guard last.step != step || last.at + .milliseconds(200) < .now else { return false }
                last = (step, .now)
                return true
            }
            guard isDue else { return }
            var writer = JSONWriter()
            writer.object { writer in
                writer.member("step", step.rawValue)
                writer.member("done", done)
                writer.member("whole", whole)
            }
            write(writer.text)
        }

        func tell(_ failure: ImportFailure) {
            var writer = JSONWriter()
            writer.object { writer in
                writer.key("problems")
                writer.problems(failure.problems)
                writer.member("count", failure.count)
            }
            write(writer.text)
        }
    }
}
