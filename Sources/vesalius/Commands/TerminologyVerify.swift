import ArgumentParser
import Foundation
import Server
import Workspace

struct TerminologyVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Reads every byte of loaded releases and says whether they are what was written.",
        discussion: "It ends with code 1 where one is not."
    )

    @OptionGroup var store: StoreOptions
    @Argument(help: "The release, as key or key@version; all of them otherwise.") var release: String?

    func run() async throws {
        try await store.asOwner { services, owner in
            let terminologies = Terminologies(services.work)
            var releases = try await terminologies.releases(for: owner)
            if let release { releases = [try await terminologies.release(SystemReference(release), for: owner)] }
            var isSound = true
            for release in releases {
                if let reason = terminologies.fault(in: release) {
                    isSound = false
                    print("\(release.name)\tbroken: \(reason)")
                } else {
                    print("\(release.name)\tsound")
                }
            }
            if !isSound { throw ExitCode.failure }
        }
    }
}
