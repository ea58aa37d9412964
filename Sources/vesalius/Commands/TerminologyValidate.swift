import ArgumentParser
import Server
import Terminology
import Workspace

struct TerminologyValidate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Says whether codes of ICD-10-CM may be used as they stand, alone and together in one encounter."
    )

    @OptionGroup var store: StoreOptions
    @Argument(help: "The codes of one encounter; dots may be left out.") var codes: [String]
    @Option(help: "icd10cm, or icd10cm@version.") var system = "icd10cm"

    func run() async throws {
        var areValid = true
        try await store.asOwner { services, owner in
            let open = try await Terminologies(services.work).open(SystemReference(system), for: owner)
            guard open.release.key == "icd10cm" else {
                throw ValidationError("Only codes of ICD-10-CM have rules that are known here.")
            }
            for result in ICD10CMValidator(open.index).validate(codes) {
                let verdict = result.isValid ? "valid" : "not valid"
                print("\(result.code ?? result.written)  \(result.display ?? "")  \(verdict)")
                for finding in result.findings { print("    \(finding.message)") }
                areValid = areValid && result.isValid
            }
        }
        if !areValid { throw ExitCode.failure }
    }
}
