import Testing

@testable import Terminology

struct TreeImporterTests {
    private static let json = """
        {"items": [
          {"value": "Eukarya", "alias": "EU", "hint": "with a nucleus", "color": "#0a0", "children": [
            {"value": "Human"}, {"value": "Oppossum", "isLeaf": true}
          ]},
          {"children": [{"value": "Other"}], "value": "Bacteria"},
          "Archaea"
        ]}
        """
    private static let xml = """
        <View>
          <Text name="t" value="$text"/>
          <Taxonomy name="x" toName="t">
            <Choice value="Eukarya" alias="EU" hint="with a nucleus" color="#0a0">
              <Choice value="Human"/>
              <Choice value="Oppossum"></Choice>
            </Choice>
            <Choice value="Bacteria"><Choice value="Other"/></Choice>
            <Choice value="Archaea"/>
          </Taxonomy>
        </View>
        """
    private static let text = """
        # kinds of life
        - Eukarya\tEU\tNucleated; Eucarya
            - Human

            - Oppossum
        - Bacteria
        \t* Other
        - Archaea

        """
    private static let table = """
        id,parent,term,synonyms,lang,hint,selectable
        EU,,Eukarya,Nucleated; Eucarya,en,with a nucleus,no
        H,EU,Human,,en,,
        H,EU,Mensch,Homo sapiens,de,,
        O,EU|H,"Oppossum, grey",,,,

        """

    private func read(_ name: String, _ text: String) throws -> ReadRelease {
        try #require(try SampleRelease([name: text]).read(TreeImporter.self) { $0.key = "project-7" }.first)
    }

    @Test(arguments: [("life.json", json), ("life.xml", xml), ("life.txt", text)])
    func `nested choices are known by alias or by path`(name: String, text: String) throws {
        let release = try read(name, text)
        #expect(
            release.codes == ["EU", "Eukarya / Human", "Eukarya / Oppossum", "Bacteria", "Bacteria / Other", "Archaea"])
        #expect(release.parents("Eukarya / Human") == ["EU"] && release.parents("Bacteria / Other") == ["Bacteria"])
        #expect(release.parents("EU").isEmpty)
        #expect(release.preferred("Eukarya / Human") == "Human")
        #expect(release.flags("EU") == [.active, .selectable])
        if name == "life.txt" {
            #expect(
                release.names("EU") == ["preferred:en:Eukarya", "synonym:en:Nucleated", "synonym:en:Eucarya"])
        } else {
            #expect(release.properties("EU") == ["hint=with a nucleus", "color=#0a0"])
        }
        #expect(release.draft.identity.key == "project-7" && release.draft.identity.title == "life")
        #expect(release.draft.identity.version.count > 4 && release.warnings.isEmpty && release.isSound)
    }

    @Test func `the version is the file's own`() throws {
        let first = try read("a.json", Self.json).draft.identity.version
        #expect(try read("b.json", Self.json).draft.identity.version == first)
        #expect(try read("a.json", Self.json.replacing("Human", with: "Ape")).draft.identity.version != first)
    }

    @Test(arguments: [("life.csv", ","), ("life.tsv", "\t")])
    func `a table has several parents, languages and synonyms`(name: String, separator: String) throws {
        let table =
            separator == ","
            ? Self.table : Self.table.replacing("\"Oppossum, grey\"", with: "Oppossum grey").replacing(",", with: "\t")
        let release = try read(name, table)
        #expect(release.codes == ["EU", "H", "O"])
        #expect(release.parents("O") == ["EU", "H"])
        #expect(release.flags("EU") == [.active])
        #expect(release.names("H") == ["preferred:en:Human", "synonym:de:Mensch", "synonym:de:Homo sapiens"])
        #expect(release.names("EU") == ["preferred:en:Eukarya", "synonym:en:Nucleated", "synonym:en:Eucarya"])
        #expect(release.preferred("O") == (separator == "," ? "Oppossum, grey" : "Oppossum grey"))
    }

    @Test func `choices that stand twice below one are one, and named`() throws {
        let release = try read(
            "t.json",
            "[{\"value\":\"A\",\"children\":[{\"value\":\"B\"},\n{\"value\":\"B\",\"children\":[{\"value\":\"C\"}]}]}]")
        #expect(release.codes == ["A", "A / B", "A / B / C"] && release.parents("A / B / C") == ["A / B"])
        #expect(
            release.warnings == [
                ImportProblem(
                    file: "t.json", line: 2, column: "value",
                    reason: "“A / B” stands twice below “A”, first in line 1; both are one")
            ])
    }

    @Test func `one alias at two places is one choice with two parents`() throws {
        let release = try read(
            "t.json",
            """
            [{"value":"Lung","alias":"L","children":[{"value":"Mass","alias":"M"}]},
            {"value":"Liver","alias":"I","children":[{"value":"Mass","alias":"M"}]}]
            """)
        #expect(release.codes == ["L", "M", "I"] && release.parents("M") == ["L", "I"])
    }

    @Test(arguments: [
        (
            "t.json", "[{\"value\":\"A\",\"alias\":\"x\"},\n{\"value\":\"B\",\"alias\":\"x\"}]", 2,
            "“x” is the code of “A” in line 1 and of “B” here"
        ),
        ("t.json", "[{\"alias\":\"x\"}]", 1, "a choice has no value"),
        ("t.json", "[{\"value\":\"A\"},\n}", 2, "it is no tree in JSON: line 2, column 1: unexpected “}”"),
        ("t.json", "[]", 0, "there are no choices in it"),
        ("t.xml", "<View><Taxonomy>\n<Choice/></Taxonomy></View>", 2, "a choice has no value"),
        ("t.xml", "<View><Taxonomy>\n<Choice value=\"a\"></Taxonomy></View>", 2, "</Taxonomy> closes <Choice>"),
        ("t.csv", "id,parent,term\na,b,A\n", 2, "“b”, above “a”, is not in the file"),
        ("t.csv", "id,parent,term\na,,A\na,,B\n", 3, "“a” stands here a second time, first in line 2"),
        ("t.csv", "id,parent,term\na,a,A\n", 2, "“a” stands below itself"),
        ("t.csv", "id,parent,term\na,,\n", 2, "the row has no term"),
        (
            "t.txt", "A\n    B\n  C\n", 3,
            "it begins further left than what is above, and further right than the line before"
        ),
    ])
    func `what is wrong is named with its line`(name: String, text: String, line: Int, reason: String) throws {
        let problem = try #require(try SampleRelease([name: text]).problems(TreeImporter.self)?.first)
        #expect(problem.file == name && problem.line == line && problem.reason == reason)
    }

    @Test func `JSON of others, and several files, are no tree`() throws {
        for files in [
            ["a.json": "{\"resourceType\": \"CodeSystem\", \"items\": []}"], ["a.json": "[]", "b.json": "[]"],
            ["a.csv": "x,y\n"],
            ["a.bin": "\0\0"], ["a.txt": "A000    Cholera due to Vibrio cholerae\n"], ["a.txt": "00100\tAnesthesia\n"],
            ["a.txt": "1|ENG|P|\n"],
        ] {
            let release = try SampleRelease(files)
            #expect(try !TreeImporter.recognises(ReleaseSource(path: release.path)))
        }
    }

    @Test(arguments: [("a.json", json), ("a.xml", xml), ("a.txt", text), ("a.csv", table)])
    func `damaged files are taken or refused, and never more`(name: String, text: String) throws {
        try Mutations.check([name: text], TreeImporter.self, rounds: 250)
    }

    @Test func `fifty thousand choices in one list are read in time`() throws {
        let items = (0..<50_000).map { "{\"value\":\"Choice \($0)\"}" }.joined(separator: ",")
        #expect(try read("big.json", "[" + items + "]").codes.count == 50_000)
    }
}
