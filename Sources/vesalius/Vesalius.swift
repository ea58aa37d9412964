import ArgumentParser
import Server

/// The program: each of its commands is one file in `Commands`.
@main struct Vesalius: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vesalius",
        abstract: "Medical data goes in; labels come out that a model can be trained on.",
        version: Version.current,
        subcommands: [
            Serve.self, UserCommand.self, ImportCommand.self, ExportCommand.self, ImagingCommand.self,
            TerminologyCommand.self, DemoCommand.self, VersionCommand.self,
        ]
    )
}
