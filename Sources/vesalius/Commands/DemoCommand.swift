import ArgumentParser
import Server
import Workspace

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Adds the demo projects, whose notes, films and volume the program makes up itself."
    )

    @OptionGroup var store: StoreOptions

    func run() async throws {
        try await store.asOwner { services, owner in try await Demo(services.work).make(by: owner) }
    }
}
