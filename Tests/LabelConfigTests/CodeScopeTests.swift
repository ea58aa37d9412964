import JSON
import Testing

@testable import LabelConfig

@Suite struct CodeScopeTests {
    private static func config(_ attributes: String) -> String {
        #"<View><Text name="t" value="$t"/><Taxonomy name="dx" toName="t" \#(attributes)/></View>"#
    }

    private static func problems(_ attributes: String) throws -> [ConfigProblem] {
        try LabelConfig(parsing: config(attributes)).validate()
    }

    @Test func `a taxonomy names its systems, their versions and its bounds`() throws {
        let config = try LabelConfig(
            validating: Self.config(
                #"terminology="snomed, ICD10CM@2026" ecl=" &lt;&lt; 404684003 " below="J45" selectable="any""#))
        let scope = try #require(config.interface.controls.first?.codeScope)
        #expect(scope.systems.map(\.text) == ["snomed", "icd10cm@2026"])
        #expect(scope.systems.map(\.version) == [nil, "2026"])
        #expect(scope.expression == "<< 404684003")
        #expect(scope.below == "J45")
        #expect(scope.includesUnselectable)
        #expect(config.interface.controls.first?.isOpen == true)
    }

    @Test func `a taxonomy with choices has no scope of codes`() throws {
        let config = try LabelConfig(parsing: Self.config(""))
        #expect(config.interface.controls.first?.codeScope == nil)
    }

    @Test(arguments: [
        (#"terminology="""#, ConfigProblem.Severity.error), (#"terminology="snomed ct""#, .error),
        (#"terminology="snomed@""#, .error), (#"terminology="snomed,,loinc""#, .error),
        (#"terminology="snomed" selectable="leaf""#, .error), (#"ecl="*""#, .warning), (#"below="J45""#, .warning),
    ])
    func `what names no system is told`(_ attributes: String, _ severity: ConfigProblem.Severity) throws {
        let problems = try Self.problems(attributes)
        #expect(problems.contains { $0.severity == severity }, "\(problems)")
        #expect(problems.allSatisfy { $0.place.line == 1 && $0.place.column > 1 })
    }

    @Test func `a config that offers codes keeps work whose codes it cannot list`() throws {
        let config = try LabelConfig(parsing: Self.config(#"terminology="snomed""#))
        var summary = ResultSummary()
        summary.add([
            [
                "from_name": "dx", "to_name": "t", "type": "taxonomy",
                "value": ["taxonomy": [["404684003", "22298006"]]],
            ]
        ])
        #expect(config.check(removalOf: summary).isEmpty)
        #expect(config.parsedLabelConfig["dx"]?["dynamic_labels"]?.boolean == true)
    }

    private static func item(_ codes: JSONValue) -> JSONValue {
        [
            [
                "from_name": "dx", "to_name": "t", "type": "taxonomy", "value": ["taxonomy": [["A", "B"], ["C"]]],
                "meta": ["text": ["seen"], "med": ["codes": codes]],
            ]
        ]
    }

    private static func code(_ code: String) -> JSONValue {
        ["system": "http://snomed.info/sct", "code": .string(code), "key": "snomed", "display": "x", "version": "1"]
    }

    @Test func `codes stand beside their paths, one for each and in their order`() throws {
        let config = try LabelConfig(parsing: Self.config(#"terminology="snomed""#))
        func problems(_ codes: JSONValue) -> [String] {
            config.validateResult(Self.item(codes)).map(\.path)
        }
        #expect(problems([Self.code("B"), Self.code("C")]) == [])
        #expect(problems([Self.code("C"), Self.code("B")]) == ["meta.med.codes[0].code", "meta.med.codes[1].code"])
        #expect(problems([Self.code("B")]) == ["meta.med.codes"])
        #expect(problems([["code": "B"], Self.code("C")]) == ["meta.med.codes[0].system"])
        #expect(problems(["code": "B"]) == ["meta.med.codes"])
        #expect(problems(["B", Self.code("C")]) == ["meta.med.codes[0]"])
    }
}
