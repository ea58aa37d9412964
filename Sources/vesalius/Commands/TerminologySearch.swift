import ArgumentParser
import Server
import Terminology
import Workspace

struct TerminologySearch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Finds codes by the beginnings of words, in any order, as the workbench does.",
        discussion: "vesalius terminology search acute inferior mi --system snomed --ecl '<< 404684003'"
    )

    @OptionGroup var store: StoreOptions
    @Argument(help: "What to look for.") var text: [String]
    @Option(help: "The system, as key or key@version; several times for several, all otherwise.") var system: [String] =
        []
    @Option(help: "An expression of ECL that bounds the search.") var ecl: String?
    @Option(help: "Only this code and what is below it.") var below: String?
    @Option(help: "Only this semantic tag; several times for several.") var tag: [String] = []
    @Flag(help: "Also codes that are not in use any more.") var inactive = false
    @Option(help: "How many of each system.") var limit = 20

    func run() async throws {
        try await store.asOwner { services, owner in
            var wish = CodeWish(text: text.joined(separator: " "))
            wish.systems = try system.map { try SystemReference($0) }
            wish.expression = ecl
            wish.below = below
            wish.tags = tag
            wish.includesInactive = inactive
            wish.limit = limit
            let found = try await TerminologyOutput.explained(ecl) {
                try await CodeSearch(services.work).find(wish, for: owner)
            }
            for group in found { tell(group, isOnly: found.count == 1) }
            if found.allSatisfy({ $0.answer.hits.isEmpty }) { throw ExitCode.failure }
        }
    }

    private func tell(_ group: FoundCodes, isOnly: Bool) {
        guard !group.answer.hits.isEmpty else { return }
        if !isOnly { print("\(group.release.name)  \(group.release.title)") }
        switch group.answer.note {
        case .typo(let instead): print("for “\(instead)”")
        case .abbreviation(let words): print("short for “\(words)”")
        case .partial(let word): print("nothing has all words; without “\(word)”")
        case nil, .code: break
        }
        TerminologyOutput.table(
            group.answer.hits.map { hit in
                let isInactive = !group.index.active.contains(hit.concept)
                return [
                    group.index.code(hit.concept), hit.preferred + (isInactive ? " (not in use)" : ""),
                    hit.text == hit.preferred ? "" : "“\(hit.text)”",
                ]
            })
        if group.answer.hasMore { print("…") }
    }
}
