import ArgumentParser
import Foundation
import Server
import Synchronization
import Terminology
import Workspace

struct TerminologyLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Loads a release from its official files: a folder, a ZIP, or one file.",
        discussion: """
            What it is is told by the files themselves. All of it is loaded or nothing; a server that runs on the folder
            sees it within seconds, and serves what it had until then.
            """
    )

    @OptionGroup var store: StoreOptions
    @Argument(help: "The folder, archive or file.", completion: .file()) var path: String
    @Option(help: "The system's key, where the files do not say it or another is wanted.") var key: String?
    @Option(help: "The system's name for people, likewise.") var title: String?
    @Option(help: "The version, likewise.") var version: String?
    @Option(help: "Of a Full release: the state of this day, 20260101; the newest otherwise.") var day: UInt32?
    @Option(help: "Of OMOP and UMLS: a vocabulary to take; several times for several, all otherwise.")
    var vocabulary: [String] = []
    @Option(help: "The number of the project whose own tree of codes this is.") var project: Int?
    @Flag(name: .customLong("default"), help: "Make it the version that the key alone means.") var makeDefault = false

    func validate() throws {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw ValidationError("“\(path)” cannot be read.")
        }
    }

    func run() async throws {
        try await store.asOwner(makingOne: true) { services, owner in
            var wish = ReleaseWish()
            wish.request.key = key
            wish.request.title = title
            wish.request.version = version
            wish.request.day = day
            wish.request.vocabularies = vocabulary
            wish.becomesDefault = makeDefault
            wish.project = project
            let meter = ProgressMeter()
            do {
                let releases = try await Terminologies(services.work).load(path, wish, by: owner) { step, done, whole in
                    meter.show(step, done, whole)
                }
                meter.clear()
                for release in releases { tell(release) }
            } catch let failure as ImportFailure {
                meter.clear()
                TerminologyOutput.tell(failure)
                throw ExitCode.failure
            }
        }
    }

    private func tell(_ release: TerminologyRelease) {
        print("\(release.name)\t\(release.title)")
        print("    \(release.active) active concepts of \(release.concepts), \(release.descriptions) names")
        print("    \(TerminologyOutput.size(release.size)), from \(release.sources.count) files")
        print("    \(release.licence.title): \(release.licence.summary)")
        if release.problemCount > 0 {
            print("    \(release.problemCount) oddities in the files; the first:")
            for problem in release.problems.prefix(5) { print("        \(TerminologyOutput.words(problem))") }
        }
    }
}

/// A line at the terminal that says how far a load is; nothing where nobody looks.
final class ProgressMeter: Sendable {
    private let isShown = isatty(2) == 1
    private let last = Mutex<(step: ImportStep?, at: ContinuousClock.Instant)>((nil, .now))

    func show(_ step: ImportStep, _ done: Int, _ whole: Int) {
        guard isShown else { return }
        let isDue = last.withLock { last in
            guard last.step != step || last.at + .milliseconds(100) < .now else { return false }
            last = (step, .now)
            return true
        }
        guard isDue else { return }
        let percent = Int(LoadProgress.fraction(step, done: done, whole: whole) * 100)
        write("\r\u{1B}[K\(percent) %  \(step.rawValue)")
    }

    func clear() { if isShown { write("\r\u{1B}[K") } }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
