import ArgumentParser
import Server
import Terminology
import Workspace

struct TerminologyMap: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Says what a code corresponds to in another system, with the rules that decide.",
        discussion: "vesalius terminology map 22298006 --to icd10cm"
    )

    @OptionGroup var store: StoreOptions
    @Argument(help: "The code.") var code: String
    @Option(help: "The other system's key; all maps otherwise.") var to: String?
    @Option(help: "The code's system, as key or key@version.") var system = "snomed"

    func run() async throws {
        try await store.asOwner { services, owner in
            let terminologies = Terminologies(services.work)
            let open = try await terminologies.open(SystemReference(system), for: owner)
            guard let concept = open.index.concept(code: code) ?? open.index.concept(tolerant: code) else {
                throw ValidationError("\(open.release.name) has no code “\(code)”.")
            }
            let releases = try await terminologies.open([], for: owner)
            let maps = CodeMaps(of: concept, in: open, to: to, among: releases).maps
            print("\(open.index.code(concept))  \(open.index.preferredTerm(concept))")
            guard !maps.isEmpty else {
                print("    no map\(to.map { " to \($0)" } ?? "")")
                throw ExitCode.failure
            }
            for map in maps { tell(map) }
        }
    }

    private func tell(_ map: CodeMaps.Map) {
        print("    \(map.title)")
        for group in map.groups {
            for row in group.rows {
                let target = row.target.map { $0.code + ($0.display.map { "  " + $0 } ?? "") } ?? "no code"
                let place = map.groups.count > 1 || group.rows.count > 1 ? "\(group.number).\(row.priority)  " : ""
                print("    \(place)\(target)")
                if !row.rule.isEmpty, row.rule != "TRUE" { print("        \(row.rule)") }
                if !row.advice.isEmpty { print("        \(row.advice)") }
            }
        }
    }
}
