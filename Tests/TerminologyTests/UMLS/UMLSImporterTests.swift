import Testing

@testable import Terminology

struct UMLSImporterTests {
    private static let names = """
        C0032285|ENG|P|L1|PF|S1|Y|A1|||D011014|MSH|MH|D011014|Pneumonia|0|N||
        C0032285|ENG|S|L2|PF|S2|N|A2|||D011014|MSH|ET|D011014|Lung Inflammation|0|N|256|
        C0032285|ENG|S|L2|PF|S2|N|A3|||D011014|MSH|PM|D011014|Pulmonitis|0|Y||
        C0024115|ENG|P|L3|PF|S3|Y|A4|||D008171|MSH|MH|D008171|Lung Diseases|0|N||
        C0032285|ENG|P|L1|PF|S1|N|A5||233604007||SNOMEDCT_US|PT|233604007|Pneumonia|9|N||
        C0032285|ENG|P|L1|PF|S9|N|A6||233604007||SNOMEDCT_US|FN|233604007|Pneumonia (disorder)|9|N||
        C0032286|ENG|P|L1|PF|S9|N|A7||1||SNOMEDCT_US|OAP|1|Old one|9|O||
        C0032285|GER|P|L7|PF|S7|Y|A8|||D011014|MSHGER|MH|D011014|Pneumonie|3|N||
        C0000001|ENG|P|L8|PF|S8|Y|A9||||MTH|PN|NOCODE|Something|0|N||

        """
    private static let files = [
        "META/MRCONSO.RRF": names,
        "META/MRREL.RRF": """
        C0032285|A1|AUI|PAR|C0024115|A4|AUI|inverse_isa|R1||MSH|MSH|||N||
        C0024115|A4|AUI|CHD|C0032285|A1|AUI|isa|R2||MSH|MSH|||N||
        C0024115|A4|AUI|RO|C0032285|A5|AUI||R3||MSH|MSH|||N||
        C0024115|A4|AUI|PAR|C0032285|A5|AUI||R4||MSH|MSH|||N||

        """,
        "META/MRSTY.RRF":
            "C0032285|T047|B2.2.1.2.1|Disease or Syndrome|AT1|256|\nC0024115|T047|B|Disease or Syndrome|AT2||\n",
        "META/MRDEF.RRF": "C0032285|A1|AT3||MSH|Infection of the lung.|N||\n",
        "META/MRSAB.RRF": """
        C1|C2|MSH2026|MSH|Medical Subject Headings, 2026|MSH|2026|||2026AA||a|b|0|9|9|x|MH|y|ENG|UTF-8|Y|Y|MeSH||

        """,
    ]

    private func read(_ files: [String: String] = files, _ vocabularies: String...) throws -> [ReadRelease] {
        try SampleRelease(files).read(UMLSImporter.self) { $0.vocabularies = vocabularies }
    }

    @Test func `each source vocabulary with codes becomes a release with its licence`() throws {
        let releases = try read()
        #expect(releases.map(\.draft.identity.key) == ["mesh", "snomed", "mshger"])
        #expect(releases.map(\.draft.identity.version) == ["2026", "unknown", "unknown"])
        #expect(releases.map(\.draft.identity.language) == ["en", "en", "de"])
        #expect(
            releases.map(\.draft.identity.licence.title) == [
                "UMLS licence, restriction level 0", "UMLS licence, restriction level 9",
                "UMLS licence, restriction level 3",
            ])
        #expect(releases.allSatisfy { $0.isSound })
    }

    @Test func `names, definitions, types and parents are taken, suppressed names are inactive`() throws {
        let mesh = try #require(try read(Self.files, "MSH").first)
        #expect(
            mesh.names("D011014") == [
                "preferred:en:Pneumonia", "synonym:en:Lung Inflammation", "synonym:en:Pulmonitis",
                "definition:en:Infection of the lung.",
            ])
        #expect(mesh.draft.descriptions.isActive == [true, true, false, true, true])
        #expect(mesh.tag("D011014") == "Disease or Syndrome" && mesh.properties("D011014") == ["CUI=C0032285"])
        #expect(mesh.parents("D011014") == ["D008171"] && mesh.parents("D008171").isEmpty)
    }

    @Test func `a concept is inactive where all its names are`() throws {
        let snomed = try #require(try read(Self.files, "snomed").first)
        #expect(snomed.codes == ["233604007", "1"] && snomed.flags("1") == [] && snomed.preferred("1") == "Old one")
        #expect(snomed.names("233604007") == ["preferred:en:Pneumonia", "fullySpecified:en:Pneumonia (disorder)"])
    }

    @Test func `MRRANK decides which name is shown`() throws {
        var files = Self.files
        files["META/MRRANK.RRF"] = "0380|MSH|ET|N|\n0370|MSH|MH|N|\n0399|MSH|PM|N|\n"
        #expect(try read(files, "MSH").first?.preferred("D011014") == "Lung Inflammation")
    }

    @Test func `RxNorm relates concepts, not atoms`() throws {
        let files = [
            "rrf/RXNCONSO.RRF": """
            161|ENG||||||829|829|161||RXNORM|IN|161|acetaminophen||N|4096|
            1|ENG||||||830|830|1||RXNORM|SCD|1|acetaminophen 325 MG Oral Tablet||N|4096|

            """,
            "rrf/RXNREL.RRF": "161||CUI|RN|1||CUI|isa|5||RXNORM|RXNORM||||4096|\n",
        ]
        let release = try #require(try read(files).first)
        #expect(release.draft.identity.key == "rxnorm" && release.parents("1") == ["161"])
    }

    @Test(arguments: [
        ("|A2|", "|A1|", 2, "AUI", "“A1” stands here a second time"),
        ("|D008171|Lung Diseases|", "||Lung Diseases|", 4, "CODE", "there is no code"),
        ("|ET|", "|", 2, "", "17 fields stand where 18 are expected"),
    ])
    func `what is wrong is named with its line`(old: String, new: String, line: Int, column: String, reason: String)
        throws
    {
        var files = Self.files
        files["META/MRCONSO.RRF"] = Self.names.replacing(old, with: new, maxReplacements: 1)
        let problem = try #require(try SampleRelease(files).problems(UMLSImporter.self)?.first)
        #expect(problem == ImportProblem(file: "META/MRCONSO.RRF", line: line, column: column, reason: reason))
    }

    @Test func `damaged files are taken or refused, and never more`() throws {
        try Mutations.check(Self.files, UMLSImporter.self)
    }
}
