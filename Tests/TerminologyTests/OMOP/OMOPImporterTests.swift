import Testing

@testable import Terminology

struct OMOPImporterTests {
    private static func table(_ rows: String...) -> String {
        rows.map { $0.replacing("|", with: "\t") + "\n" }.joined()
    }
    private static let header =
        "concept_id|concept_name|domain_id|vocabulary_id|concept_class_id|standard_concept|concept_code|valid_start_date|valid_end_date|invalid_reason"
    private static let files = [
        "CONCEPT.csv": table(
            header, "1|Disease \"x\"|Condition|SNOMED|Disorder|S|64572001|20020131|20991231|",
            "2|Pneumonia|Condition|SNOMED|Disorder|S|233604007|20020131|20991231|",
            "3|Old pneumonia|Condition|SNOMED|Disorder||1|20020131|20150131|U",
            "4|Pneumonia, organism unspecified|Condition|ICD10CM|4-char billing code||J18.9|2007-01-01|20991231|",
            "5|German language|Language|SNOMED|Qualifier Value|S|61000|20020131|20991231|",
            "6|Condition|Metadata|Domain|Domain||OMOP generated|19700101|20991231|"),
        "CONCEPT_CPT4.csv": table(
            header, "7||Procedure|CPT4|CPT4|S|71045|20180101|20991231|", "2|x|y|SNOMED|z|S|q|20020131|20991231|"),
        "CONCEPT_RELATIONSHIP.csv": table(
            "concept_id_1|concept_id_2|relationship_id|valid_start_date|valid_end_date|invalid_reason",
            "2|1|Is a|20020131|20991231|", "1|2|Subsumes|20020131|20991231|", "4|2|Maps to|20020131|20991231|",
            "2|2|Maps to|20020131|20991231|", "3|2|Concept replaced by|20020131|20991231|",
            "3|1|Is a|20020131|20100101|D",
            "4|1|Is a|20020131|20991231|", "2|99|Maps to|20020131|20991231|", "2|98|Has finding site|20020131|20991231|"
        ),
        "CONCEPT_SYNONYM.csv": table(
            "concept_id|concept_synonym_name|language_concept_id", "2|Pneumonia|4180186", "2|Lung inflammation|4180186",
            "2|Lungenentzündung|5"),
        "VOCABULARY.csv": table(
            "vocabulary_id|vocabulary_name|vocabulary_reference|vocabulary_version|vocabulary_concept_id",
            "SNOMED|Systematic Nomenclature|http://x|2025-02-01 SNOMED CT International Edition|44819097",
            "ICD10CM|ICD-10-CM|http://x|ICD10CM FY2025 code descriptions|44819098"),
    ]

    private func read(_ vocabularies: String...) throws -> [ReadRelease] {
        try SampleRelease(Self.files).read(OMOPImporter.self) { $0.vocabularies = vocabularies }
    }

    @Test func `each vocabulary becomes a release, without OMOP's own tables`() throws {
        let releases = try read()
        #expect(releases.map(\.draft.identity.key) == ["snomed", "icd10cm", "cpt"])
        #expect(releases.map(\.draft.identity.version) == ["2025-02-01", "FY2025", "unknown"])
        #expect(releases.map(\.draft.identity.licence.isRedistributable) == [false, true, false])
        #expect(releases.allSatisfy { $0.isSound })
    }

    @Test func `hierarchy, synonyms by language, validity and maps are taken`() throws {
        let releases = try read()
        let snomed = try #require(releases.first)
        #expect(snomed.codes == ["64572001", "233604007", "1", "61000"])
        #expect(snomed.parents("233604007") == ["64572001"] && snomed.parents("1").isEmpty)
        #expect(
            snomed.names("233604007") == [
                "preferred:en:Pneumonia", "synonym:en:Lung inflammation", "synonym:de:Lungenentzündung",
            ])
        #expect(snomed.preferred("64572001") == "Disease \"x\"" && snomed.tag("64572001") == "Disorder")
        #expect(snomed.flags("1") == [] && snomed.draft.concepts.effectiveTime.first == 20_020_131)
        #expect(snomed.maps("1") == ["replacedBy http://snomed.info/sct|233604007|Pneumonia"])
        #expect(snomed.maps("233604007").isEmpty)
        #expect(releases[1].draft.concepts.effectiveTime == [20_070_101])
        #expect(
            releases[1].maps("J18.9") == [
                "relatedTo http://snomed.info/sct|233604007|Pneumonia",
                "broader http://snomed.info/sct|64572001|Disease \"x\"",
            ])
    }

    @Test func `what is missing is named`() throws {
        let warnings = try read().flatMap(\.warnings).map(\.reason)
        #expect(
            warnings == [
                "99 is not in the table of concepts",
                "1 codes of CPT4 have no name: the names come with the programme of the download and a UMLS key",
            ])
    }

    @Test func `only what is asked for is read, mapped to what is not`() throws {
        let releases = try read("ICD10CM")
        #expect(releases.map(\.draft.identity.key) == ["icd10cm"])
        #expect(releases.first?.maps("J18.9").first == "relatedTo http://snomed.info/sct|233604007|Pneumonia")
        let problems = try SampleRelease(Self.files).problems(OMOPImporter.self) { $0.vocabularies = ["ATC"] }
        #expect(
            problems?.map(\.reason) == [
                "none of the vocabularies asked for is in it; there are SNOMED, ICD10CM, Domain, CPT4"
            ])
    }

    @Test(arguments: [
        ("\n3\t", "\n2\t", 4, "concept_id", "2 stands here a second time"),
        ("\t233604007\t", "\t64572001\t", 3, "concept_code", "“64572001” of SNOMED stands here a second time"),
        ("\n4\t", "\nfour\t", 5, "concept_id", "“four” is no number"),
        ("\tJ18.9", "", 5, "", "9 fields stand where 10 are expected"),
    ])
    func `what is wrong is named with its line`(old: String, new: String, line: Int, column: String, reason: String)
        throws
    {
        var files = Self.files
        files["CONCEPT.csv"] = files["CONCEPT.csv"]?.replacing(old, with: new, maxReplacements: 1)
        let problem = try #require(try SampleRelease(files).problems(OMOPImporter.self)?.first)
        #expect(problem == ImportProblem(file: "CONCEPT.csv", line: line, column: column, reason: reason))
    }

    @Test func `damaged files are taken or refused, and never more`() throws {
        try Mutations.check(Self.files, OMOPImporter.self)
    }
}
