import JSON
import LabelConfig
import Testing

@testable import Workspace

@Suite struct CodeConfigTests {
    private static func config(_ attributes: String) -> String {
        Wards.config.replacing("terminology=\"wards\"", with: attributes)
    }

    @Test func `an expression that is none is refused, with the character`() async throws {
        try await House.with { house in
            let wrong = Self.config(#"terminology="wards" ecl="&lt;&lt; (404684003""#)
            let refusal = await #expect(throws: Refusal.self) {
                _ = try await house.project { $0.labelConfig = wrong }
            }
            let message = refusal?.faults.first?.messages.first ?? ""
            #expect(message.contains("“ecl” of <Taxonomy>, character"), "\(message)")
            #expect(message.contains("line 2"), "\(message)")
            _ = try await house.project {
                $0.labelConfig = Self.config(#"terminology="snomed" ecl="&lt;&lt; 404684003""#)
            }
        }
    }

    @Test func `a system that is not loaded is a doubt, not an error`() async throws {
        try await House.with { house in
            try await house.load()
            let config = Self.config(#"terminology="wards,snomed""#)
            let project = try await house.project { $0.labelConfig = config }
            let doubts = try await Projects(house.work).doubts(about: config, for: project, by: house.owner)
            #expect(doubts.count == 1)
            #expect(doubts.first?.contains("snomed") == true)
        }
    }

    @Test func `codes outside of what is offered are warned of`() async throws {
        try await House.with { house in
            try await house.load()
            let project = try await house.project {
                $0.labelConfig = Self.config(#"terminology="wards" below="H""#)
            }
            let result = try JSONValue(
                parsing: Wards.result([["H", "H2"], ["L", "L2"], ["X"]], withCodes: false))
            let warnings = try await CodeCheck(house.work).warnings(of: result, in: project, for: house.owner)
            #expect(warnings.map(\.path) == ["value.taxonomy[1]", "value.taxonomy[2]"])
        }
    }

    @Test func `a change of the interface keeps labels whose codes it cannot list`() async throws {
        try await House.with { house in
            let project = try await house.project(tasks: 1) { $0.labelConfig = Wards.config }
            try await house.annotate(try await house.tasks(of: project)[0], by: house.owner) {
                $0.result = Wards.result([["H", "H2"]])
            }
            var edit = ProjectEdit()
            edit.labelConfig = Self.config(#"terminology="wards@2" leafsOnly="true""#)
            _ = try await Projects(house.work).update(project, edit, by: house.owner)
        }
    }
}
