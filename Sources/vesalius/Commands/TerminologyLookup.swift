import ArgumentParser
import Server
import Terminology
import Workspace

struct TerminologyLookup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookup",
        abstract: "Says what is known of a code: names, place in the hierarchy, attributes, history."
    )

    @OptionGroup var store: StoreOptions
    @Argument(help: "The code; its dot or hyphen may be left out.") var code: String
    @Option(help: "The system, as key or key@version; all otherwise.") var system: [String] = []

    func run() async throws {
        try await store.asOwner { services, owner in
            let releases = try await Terminologies(services.work)
                .open(system.map { try SystemReference($0) }, for: owner)
            var isFound = false
            for open in releases {
                guard let concept = open.index.concept(code: code) ?? open.index.concept(tolerant: code) else {
                    continue
                }
                isFound = true
                tell(concept, in: open)
            }
            if !isFound {
                throw ValidationError("No release that is loaded has the code “\(code)”.")
            }
        }
    }

    private func tell(_ concept: Concept, in open: OpenRelease) {
        let index = open.index
        let flags = index.flags(concept)
        print("\(index.code(concept))  \(index.preferredTerm(concept))")
        var facts = [open.release.name]
        if let name = index.fullySpecifiedName(concept) { facts.append(name) }
        if !flags.contains(.active) { facts.append("not in use") }
        if flags.contains(.defined) { facts.append("fully defined") }
        if open.release.saysBilling { facts.append(flags.contains(.billable) ? "billable" : "not billable") }
        print("    " + facts.joined(separator: " · "))
        let path = index.path(to: concept).dropLast().map { index.preferredTerm($0) }
        if !path.isEmpty { print("    in  " + path.joined(separator: " › ")) }
        for description in index.descriptions(of: concept) where description.isActive {
            print("    \(description.kind)  \(description.text)")
        }
        for attribute in index.attributes(of: concept) {
            let value =
                switch attribute.target {
                case .concept(let target): "\(index.preferredTerm(target)) (\(index.code(target)))"
                case .value(.number(let text)), .value(.text(let text)): text
                case .value(.boolean(let truth)): String(truth)
                }
            print("    \(index.preferredTerm(attribute.type)) = \(value)")
        }
        for (name, value) in index.properties(of: concept) { print("    \(name)  \(value)") }
        for proposal in Replacements(of: concept, in: index).proposals where !flags.contains(.active) {
            let target = "\(index.code(proposal.concept))  \(index.preferredTerm(proposal.concept))"
            print("    \(proposal.association)  \(target)")
        }
        print("    \(index.children(concept).count) children, \(index.descendantCount(concept)) descendants")
    }
}
