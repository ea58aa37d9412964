import Foundation
import Testing

@testable import Terminology

struct ICD10CMValidatorTests {
    /// A list of two chapters; texts are invented, codes are laid out as in the real one.
    private static let tabular = """
        <ICD10CM.tabular><version>2030</version>
        <chapter><name>4</name><desc>Endocrine (E00-E89)</desc><section id="E08-E13"><desc>Diabetes</desc>
        <diag><name>E10</name><desc>Type 1</desc><excludes1><note>type 2 (E11.-)</note></excludes1>
        <diag><name>E10.1</name><desc>Type 1 with ketoacidosis</desc>
        <diag><name>E10.10</name><desc>Type 1 with ketoacidosis without coma</desc></diag>
        <diag><name>E10.11</name><desc>Type 1 with ketoacidosis with coma</desc></diag></diag>
        <diag><name>E10.9</name><desc>Type 1 without complications</desc></diag></diag>
        <diag><name>E11</name><desc>Type 2</desc><useAdditionalCode><note>insulin (Z79.4)</note></useAdditionalCode>
        <diag><name>E11.9</name><desc>Type 2 without complications</desc></diag></diag></section>
        <section id="E20"><desc>Other</desc><diag><name>E20</name><desc>Gland in diseases classified elsewhere</desc>
        <codeFirst><note>underlying diabetes (E08-E13)</note></codeFirst>
        <excludes1><note>poisoning (T36-T50 with fifth or sixth character to indicate intent)</note></excludes1></diag>
        </section></chapter>
        <chapter><name>19</name><desc>Injury (S00-T88)</desc><section id="S00-S09"><desc>Head</desc>
        <diag><name>S06</name><desc>Brain</desc>
        <sevenChrDef><extension char="A">first time</extension><extension char="S">later</extension></sevenChrDef>
        <diag placeholder="true"><name>S06.0X</name><desc>Concussion</desc>
        <diag><name>S06.0X1</name><desc>Concussion, short</desc></diag></diag></diag></section>
        <section id="T07"><desc>Many</desc><diag><name>T07</name><desc>Many injuries</desc>
        <sevenChrDef><extension char="A">first time</extension></sevenChrDef></diag></section>
        <section id="T36-T50"><desc>Drugs</desc><diag><name>T36.0X1A</name><desc>Poisoned</desc></diag></section></chapter>
        </ICD10CM.tabular>
        """

    static let index: Result<TerminologyIndex, any Error> = Result {
        let drafts = try CodeSamples.read(
            ICD10CMImporter.self, ["icd10cm_tabular_2030.xml": Array(Self.tabular.utf8)])
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("cm-\(UUID().uuidString).vxt").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try IndexBuilder.build(drafts[0].draft, to: path)
        return try TerminologyIndex.open(path)
    }

    private func validator() throws -> ICD10CMValidator { ICD10CMValidator(try Self.index.get()) }

    @Test(arguments: ["E10.10", "e1010", " E10.10 ", "S06.0X1A", "t07xxxa"])
    func `a billable code is valid however it is written`(code: String) throws {
        let result = try validator().validate(code)
        #expect(result.isValid && result.sevenths.isEmpty && result.display?.isEmpty == false)
    }

    @Test func `a header says how many characters are missing, and which codes there are`() throws {
        let findings = try validator().validate("E10").findings
        #expect(findings.contains(.notBillable(missing: 1...2, children: ["E10.1", "E10.9"])))
        #expect(try !validator().validate("E10").isValid)
        #expect(
            try validator().validate("4").findings == [.notBillable(missing: 0...0, children: ["E08-E13", "E20-E20"])])
    }

    @Test func `a missing, a wrong and an unpadded 7th character are told apart`() throws {
        let brain = [
            SeventhCharacter(character: "A", meaning: "first time", code: "S06.0X1A"),
            SeventhCharacter(character: "S", meaning: "later", code: "S06.0X1S"),
        ]
        #expect(try validator().validate("S06.0X1").findings == [.seventhMissing(brain)])
        #expect(try validator().validate("S060X1").sevenths == brain)
        #expect(try validator().validate("S06.0X1D").findings == [.seventhInvalid("D", allowed: brain)])
        let many = [SeventhCharacter(character: "A", meaning: "first time", code: "T07.XXXA")]
        #expect(try validator().validate("T07").findings == [.seventhMissing(many)])
        #expect(try validator().validate("T07.A").findings == [.placeholderMissing(suggestion: "T07.XXXA")])
        #expect(try validator().validate("T07XA").findings == [.placeholderMissing(suggestion: "T07.XXXA")])
        #expect(try validator().validate("T07.XXXB").findings == [.seventhInvalid("B", allowed: many)])
        #expect(try validator().validate("S06.01A").findings == [.placeholderMissing(suggestion: "S06.0X1A")])
    }

    @Test func `findings are told in sentences`() throws {
        func message(_ code: String) throws -> String? { try validator().validate(code).findings.first?.message }
        #expect(
            try message("E10") == "This is a heading. 1 to 2 more characters are to be added. Below it: E10.1, E10.9.")
        #expect(try message("4") == "This is a heading. Below it: E08-E13, E20-E20.")
        #expect(try message("S06.0X1") == "A 7th character is missing: A – first time; S – later.")
        #expect(
            try validator().validate(["E10.9", "E11.9"])[0].findings.map(\.message)
                == ["Must not be coded together with E11.9: E10 excludes “type 2 (E11.-)”."])
    }

    @Test func `what is no code is explained`() throws {
        #expect(try validator().validate("").findings == [.empty])
        #expect(try validator().validate("hello!").findings == [.malformed])
        #expect(try validator().validate("123").findings == [.malformed])
        #expect(try validator().validate("E99.9").findings == [.unknown(nearest: nil)])
        #expect(try validator().validate("E10.7").findings == [.unknown(nearest: "E10")])
        #expect(try validator().validate("E10.95").findings == [.tooLong(code: "E10.9")])
        #expect(try validator().validate("E1.010").findings == [.dotMisplaced(suggestion: "E10.10")])
        #expect(try validator().validate(String(repeating: "E", count: 3000)).findings == [.malformed])
    }

    @Test func `codes that exclude each other are both told, those that do not are not`() throws {
        let results = try validator().validate(["E10.10", "E11.9", "S06.0X1A"])
        let note = "type 2 (E11.-)"
        #expect(results[0].findings == [.excludes1(other: "E11.9", note: note, at: "E10", isCertain: true)])
        #expect(results[1].findings.first == .excludes1(other: "E10.10", note: note, at: "E10", isCertain: true))
        #expect(results[2].findings.isEmpty && results[2].isValid && !results[0].isValid)
        let unsure = try validator().validate(["E10.10", "E20", "T36.0X1A"])
        #expect(unsure[2].findings.map(\.severity) == [.warning])
        #expect(try validator().validate(["E10.10", "e10.10"])[1].findings == [.repeated])
    }

    @Test func `code first and use additional code look at the other codes`() throws {
        func advice(_ codes: [String], _ position: Int) throws -> [CodeFinding] {
            try validator().validate(codes)[position].findings
        }
        let first = "underlying diabetes (E08-E13)"
        #expect(try advice(["E11.9", "E20"], 1) == [.codeFirst(notes: [first], at: "E20", isMet: true)])
        #expect(
            try advice(["E20", "E10.9"], 0) == [
                .codeFirst(notes: [first], at: "E20", isMet: false), .manifestationFirst,
            ])
        #expect(try advice(["E11.9"], 0) == [.useAdditional(notes: ["insulin (Z79.4)"], at: "E11", isMet: false)])
        #expect(try validator().validate("E11.9").isValid)
        for finding in try advice(["E20", "E11.9", "E10.9", "nothing", "S06.0X1"], 0) {
            #expect(!finding.message.isEmpty && !finding.name.isEmpty)
        }
    }
}
