import ArgumentParser
import Server

struct VersionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Says which release this is and which release of Label Studio's API it speaks."
    )

    func run() async throws {
        print("Vesalius \(Version.current) (API of Label Studio \(Version.labelStudio))")
    }
}
