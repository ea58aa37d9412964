import ArgumentParser
import Server
import Workspace

struct TerminologyList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The releases that are loaded; an asterisk marks the default of each key.")

    @OptionGroup var store: StoreOptions

    func run() async throws {
        try await store.asOwner { services, owner in
            let records = try await Terminologies(services.work).records(for: owner)
            guard !records.isEmpty else { return print("Nothing is loaded yet: vesalius terminology load PATH") }
            TerminologyOutput.table(
                [["", "NAME", "CONCEPTS", "SIZE", "STATE", "TITLE"]]
                    + records.map { record in
                        let release = record.release
                        let state = if case .failure(let broken) = record.index { broken.reason } else { "ready" }
                        return [
                            record.isDefault ? "*" : "", release.name, String(release.active),
                            TerminologyOutput.size(release.size), state, release.title,
                        ]
                    })
        }
    }
}
