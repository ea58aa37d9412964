import ArgumentParser
import Server
import Terminology
import Workspace

struct TerminologyExpression: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ecl",
        abstract: "Lists the concepts of an expression of the Expression Constraint Language.",
        discussion: "vesalius terminology ecl '<< 22298006 : 363698007 = << 80891009' --limit 0"
    )

    @OptionGroup var store: StoreOptions
    @Argument(help: "The expression.") var expression: String
    @Option(help: "The system, as key or key@version.") var system = "snomed"
    @Option(help: "How many are listed; 0 for all.") var limit = 50
    @Flag(help: "Say only how many there are.") var count = false

    func run() async throws {
        try await store.asOwner { services, owner in
            let open = try await Terminologies(services.work).open(SystemReference(system), for: owner)
            let set = try await TerminologyOutput.explained(expression) {
                try await CodeScopes(services.work).evaluate(expression, in: open)
            }
            if count { return print(set.count) }
            for (number, concept) in set.enumerated() {
                if limit > 0, number >= limit {
                    print("… \(set.count - limit) more")
                    break
                }
                print("\(open.index.code(concept))\t\(open.index.preferredTerm(concept))")
            }
        }
    }
}
