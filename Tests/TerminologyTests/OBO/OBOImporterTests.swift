import Testing

@testable import Terminology

struct OBOImporterTests {
    private static let text = #"""
        format-version: 1.2
        data-version: hp/releases/2026-01-08/hp-base.owl
        default-namespace: human_phenotype
        ontology: hp
        property_value: http://purl.org/dc/elements/1.1/license https://hpo.jax.org/license

        ! a note
        [Term]
        id: HP:0000001
        name: All

        [Term]
        id: HP:0000118
        name: Phenotypic abnormality
        def: "A \"phenotypic\" one,\nof any kind." [HPO:probinson, PMID:1\]2] {source="x"}
        alt_id: HP:9000001
        synonym: "Organ anomaly" EXACT layperson [ORCID:0000] ! said at home
        synonym: "Trait" BROAD []
        synonym: "Phenotypic abnormality" EXACT []
        xref: UMLS:C4021819 {source="mapper"}
        comment: One ! of many
        is_a: HP:0000001 {is_inferred="true"} ! All

        [Term]
        id: HP:0000002
        name: Old! one
        namespace: other
        is_obsolete: true
        replaced_by: HP:0000118
        consider: MP:0000001

        [Typedef]
        id: part_of
        name: part of

        """#

    private func read(_ text: String = text) throws -> ReadRelease {
        try #require(try SampleRelease(["hp.obo": text]).read(OBOImporter.self).first)
    }

    @Test(arguments: ["\n", "\r\n"])
    func `terms have names, synonyms by scope, definitions and parents`(end: String) throws {
        let release = try read(Self.text.replacing("\n", with: end))
        #expect(release.codes == ["HP:0000001", "HP:0000118", "HP:0000002", "HP:9000001"])
        #expect(release.parents("HP:0000118") == ["HP:0000001"])
        #expect(
            release.names("HP:0000118") == [
                "preferred:en:Phenotypic abnormality", "definition:en:A \"phenotypic\" one,\nof any kind.",
                "consumer:en:Organ anomaly", "synonym:en:Trait",
            ])
        #expect(release.properties("HP:0000118") == ["broad synonym=Trait", "xref=UMLS:C4021819", "comment=One"])
        #expect(release.tag("HP:0000118") == "human_phenotype" && release.tag("HP:0000002") == "other")
        #expect(release.isSound)
    }

    @Test func `the header names the ontology, its version and its licence`() throws {
        let identity = try read().draft.identity
        #expect(identity.key == "hp" && identity.title == "HP" && identity.version == "2026-01-08")
        #expect(identity.uri == "http://purl.obolibrary.org/obo/hp.owl")
        #expect(identity.licence.notice == "Licence: https://hpo.jax.org/license")
    }

    @Test func `obsolete and merged terms lead to those that took their place`() throws {
        let release = try read()
        #expect(release.flags("HP:0000002") == [] && release.preferred("HP:0000002") == "Old! one")
        let uri = "http://purl.obolibrary.org/obo/hp.owl"
        #expect(release.maps("HP:0000002") == ["replacedBy \(uri)|HP:0000118|", "relatedTo \(uri)|MP:0000001|"])
        #expect(release.flags("HP:9000001") == [] && release.maps("HP:9000001") == ["replacedBy \(uri)|HP:0000118|"])
        #expect(release.warnings.map(\.reason) == ["“MP:0000001” is not in the file"])
    }

    @Test func `a parent in another ontology is left out and named`() throws {
        let release = try read(Self.text.replacing("is_a: HP:0000001 {", with: "is_a: UPHENO:1 {"))
        #expect(release.parents("HP:0000118").isEmpty)
        #expect(release.warnings.first?.reason == "“UPHENO:1” of another ontology is not in the file")
    }

    @Test func `a file without a version has that of its date`() throws {
        let text = Self.text.replacing(
            "data-version: hp/releases/2026-01-08/hp-base.owl", with: "date: 27:11:2025 10:00")
        #expect(try read(text).draft.identity.version == "2025-11-27")
    }

    @Test(arguments: [
        (
            "is_a: HP:0000001 {", "is_a: HP:0000009 {", 22, "is_a",
            "“HP:0000009”, above “HP:0000118”, is not in the file"
        ),
        ("id: HP:0000002", "id: HP:0000118", 24, "id", "“HP:0000118” stands here a second time"),
        ("id: HP:0000002\n", "", 24, "id", "a term has no id"),
        ("name: Old! one", "name", 26, "", "“tag: value” is expected"),
        ("\"Trait\" BROAD", "\"Trait BROAD", 18, "", "a quote is opened and never closed"),
        ("is_a: HP:0000001 {", "is_a: HP:0000118 {", 22, "is_a", "“HP:0000118” stands below itself"),
    ])
    func `what is wrong is named with its line`(old: String, new: String, line: Int, column: String, reason: String)
        throws
    {
        let release = try SampleRelease(["hp.obo": Self.text.replacing(old, with: new, maxReplacements: 1)])
        let problem = try #require(try release.problems(OBOImporter.self)?.first)
        #expect(problem == ImportProblem(file: "hp.obo", line: line, column: column, reason: reason))
    }

    @Test func `damaged files are taken or refused, and never more`() throws {
        try Mutations.check(["hp.obo": Self.text], OBOImporter.self, rounds: 400)
    }
}
