import Testing

@testable import Terminology

struct LOINCImporterTests {
    private static let hemoglobin = """
        "718-7","Hemoglobin","MCnc","Pt","Bld","Qn","","HEM/BC","2.81","Mass ""per"" volume
        of blood","ACTIVE","Hemoglobin, Blood","Hgb; HGB ;Haemoglobin;; Hemoglobin [Mass/volume] in Blood","Hgb Bld-mCnc",\
        "","g/dL","Hemoglobin [Mass/volume] in Blood","1","Hemoglobin (Bld) [Mass/Vol]"
        """
    static let files = [
        "Loinc_2.81/LoincTable/Loinc.csv": """
        "LOINC_NUM","COMPONENT","PROPERTY","TIME_ASPCT","SYSTEM","SCALE_TYP","METHOD_TYP","CLASS","VersionLastChanged",\
        "DefinitionDescription","STATUS","CONSUMER_NAME","RELATEDNAMES2","SHORTNAME","EXTERNAL_COPYRIGHT_NOTICE",\
        "EXAMPLE_UCUM_UNITS","LONG_COMMON_NAME","COMMON_TEST_RANK","DisplayName"
        \(hemoglobin)
        "4548-4","Hemoglobin A1c","MFr","Pt","Bld","Qn","IFCC","HEM/BC","2.7","","ACTIVE","","","","","%","HbA1c in Blood","0",""
        "1988-5","CRP","MCnc","Pt","Ser","Qn","","CHEM","2.73","","DEPRECATED","","","CRP","Ask its owner","","","",""

        """.replacing("\n\"", with: "\r\n\""),
        "Loinc_2.81/LoincTableCore/LoincTableCore.csv":
            "\"LOINC_NUM\",\"COMPONENT\",\"CLASS\",\"STATUS\",\"LONG_COMMON_NAME\"\r\n",
        "Loinc_2.81/AccessoryFiles/PartFile/Part.csv": """
        "PartNumber","PartTypeName","PartName","PartDisplayName","Status"
        "LP14355-9","COMPONENT","Hgb","Hemoglobin","ACTIVE"
        "LP7057-5","SYSTEM","Bld","Blood","ACTIVE"

        """,
        "Loinc_2.81/AccessoryFiles/PartFile/LoincPartLink_Primary.csv": """
        "LoincNumber","LongCommonName","PartNumber","PartName","PartCodeSystem","PartTypeName","LinkTypeName","Property"
        "718-7","x","LP14355-9","Hgb","http://loinc.org","COMPONENT","Primary","http://loinc.org/property/COMPONENT"
        "718-7","x","LP7057-5","Bld","http://loinc.org","SYSTEM","Primary","http://loinc.org/property/SYSTEM"

        """,
        "Loinc_2.81/AccessoryFiles/PartFile/LoincPartLink_Supplementary.csv": """
        "LoincNumber","LongCommonName","PartNumber","PartName","PartCodeSystem","PartTypeName","LinkTypeName","Property"
        "718-7","x","LP14355-9","Hgb","http://loinc.org","COMPONENT","Search","http://loinc.org/property/COMPONENT"
        "9-9","x","LP14355-9","Hgb","http://loinc.org","COMPONENT","Search","http://loinc.org/property/COMPONENT"

        """,
        "Loinc_2.81/AccessoryFiles/ComponentHierarchyBySystem/ComponentHierarchyBySystem.csv": """
        "PATH_TO_ROOT","SEQUENCE","IMMEDIATE_PARENT","CODE","CODE_TEXT"
        "","1","","LP7787-7","Hematology"
        "LP7787-7","1","LP7787-7","LP14355-9","Hemoglobin"
        "LP7787-7.LP14355-9","1","LP14355-9","718-7","Hemoglobin [Mass/volume] in Blood"
        "LP7787-7","2","LP7787-7","718-7","Hemoglobin [Mass/volume] in Blood"
        "LP7787-7.LP14355-9","1","LP14355-9","718-7","Hemoglobin [Mass/volume] in Blood"

        """,
        "Loinc_2.81/AccessoryFiles/AnswerFile/AnswerList.csv": """
        "AnswerListId","AnswerListName","AnswerListOID","ExtDefinedYN","AnswerStringId","SequenceNumber","DisplayText","Score"
        "LL360-9","Presence","1.2.3","N","LA6576-8","1","Positive","1"
        "LL360-9","Presence","1.2.3","N","LA6577-6","2","Negative",""

        """,
        "Loinc_2.81/AccessoryFiles/AnswerFile/LoincAnswerListLink.csv": """
        "LoincNumber","LongCommonName","AnswerListId","AnswerListName","AnswerListLinkType","ApplicableContext"
        "4548-4","x","LL360-9","Presence","EXAMPLE",""

        """,
        "Loinc_2.81/AccessoryFiles/ConsumerName/ConsumerName.csv":
            "\"LoincNumber\",\"ConsumerName\"\r\n\"4548-4\",\"Long-term sugar\"\r\n",
        "Loinc_2.81/AccessoryFiles/LinguisticVariants/deDE15LinguisticVariant.csv": """
        "LOINC_NUM","COMPONENT","PROPERTY","TIME_ASPCT","SYSTEM","SCALE_TYP","METHOD_TYP","CLASS","SHORTNAME",\
        "LONG_COMMON_NAME","RELATEDNAMES2","LinguisticVariantDisplayName"
        "718-7","Hämoglobin","Massenkonzentration","Zeitpunkt","Blut","Quantitativ","","","","Hämoglobin im Blut","Hb;Farbstoff",""

        """,
        "Loinc_2.81/LoincTable/MapTo.csv": "\"LOINC\",\"MAP_TO\",\"COMMENT\"\r\n\"1988-5\",\"718-7\",\"better\"\r\n",
    ]

    private func read(_ change: (inout [String: String]) -> Void = { _ in }) throws -> ReadRelease {
        var files = Self.files
        change(&files)
        return try #require(try SampleRelease(files).read(LOINCImporter.self).first)
    }

    @Test func `a release is known by the headers of its tables and by nothing else`() throws {
        let text = try #require(Self.files["Loinc_2.81/LoincTable/Loinc.csv"])
        for (files, isLOINC) in [
            (Self.files, true), (["table.csv": text], true), (["Loinc.csv": "code,name\na,b\n"], false),
        ] {
            let release = try SampleRelease(files)
            #expect(try LOINCImporter.recognises(ReleaseSource(path: release.path)) == isLOINC)
        }
    }

    @Test func `a term has all its names, once each, and its class`() throws {
        let release = try read()
        #expect(release.draft.identity.key == "loinc" && release.draft.identity.version == "2.81")
        #expect(release.draft.identity.uri == "http://loinc.org" && release.draft.identity.codeStyle == .hyphened)
        #expect(
            release.names("718-7") == [
                "synonym:en:Hemoglobin [Mass/volume] in Blood", "fullySpecified:en:Hemoglobin:MCnc:Pt:Bld:Qn",
                "short:en:Hgb Bld-mCnc", "synonym:en:Hemoglobin (Bld) [Mass/Vol]", "consumer:en:Hemoglobin, Blood",
                "definition:en:Mass \"per\" volume\nof blood", "synonym:en:Hgb", "synonym:en:HGB",
                "synonym:en:Haemoglobin",
                "synonym:de-DE:Hämoglobin im Blut",
                "synonym:de-DE:Hämoglobin:Massenkonzentration:Zeitpunkt:Blut:Quantitativ", "synonym:de-DE:Hb",
                "synonym:de-DE:Farbstoff",
            ])
        #expect(release.draft.dialects.map(\.tag) == ["en", "de-DE"])
        #expect(release.preferred("718-7", dialect: 0) == ["Hemoglobin [Mass/volume] in Blood"])
        #expect(release.preferred("718-7", dialect: 1) == ["Hämoglobin im Blut"])
        #expect(release.tag("718-7") == "HEM/BC" && release.flags("718-7") == [.active, .selectable])
        #expect(release.properties("718-7").contains("EXAMPLE_UCUM_UNITS=g/dL"))
        #expect(release.isSound)
    }

    @Test func `common tests come first, then the other terms, then parts and answers`() throws {
        let release = try read()
        #expect(release.commonness("718-7") == 1 && release.commonness("4548-4") == 2)
        #expect(release.commonness("LP14355-9") == 0 && release.commonness("LA6576-8") == 0)
        #expect(release.tag("LP14355-9") == "part" && release.tag("LA6576-8") == "answer")
        #expect(release.tag("LL360-9") == "answer list")
    }

    @Test func `a deprecated term is kept, inactive, with what replaced it and whose notice it needs`() throws {
        let release = try read()
        #expect(release.flags("1988-5") == [])
        #expect(release.preferred("1988-5") == "CRP")
        #expect(release.maps("1988-5") == ["replacedBy http://loinc.org|718-7|"])
        #expect(release.properties("1988-5").contains("EXTERNAL_COPYRIGHT_NOTICE=Ask its owner"))
        #expect(release.properties("1988-5").contains("MAP_TO_COMMENT=better"))
    }

    @Test func `a term stands below each of its parents once, parts are attributes`() throws {
        let release = try read()
        #expect(release.parents("718-7") == ["LP14355-9", "LP7787-7"] && release.parents("LP14355-9") == ["LP7787-7"])
        #expect(release.attributes("718-7") == ["COMPONENT=LP14355-9", "SYSTEM=LP7057-5"])
        #expect(release.warnings.map(\.reason) == ["“9-9” is not in the table of terms"])
        #expect(release.warnings.first?.line == 3)
    }

    @Test func `the answers of a term are shown with it`() throws {
        let release = try read()
        #expect(release.attributes("4548-4") == ["AnswerList=LL360-9"])
        #expect(release.attributes("LL360-9") == ["Answer=LA6576-8", "Answer=LA6577-6"])
        #expect(
            release.properties("4548-4").suffix(3) == [
                "AnswerList=LL360-9 Presence (EXAMPLE)", "Answer=LA6576-8 Positive", "Answer=LA6577-6 Negative",
            ])
    }

    @Test func `only the languages wished for are read`() throws {
        let release = try #require(
            try SampleRelease(Self.files).read(LOINCImporter.self) { $0.vocabularies = ["fr"] }.first)
        #expect(release.draft.languages == ["en"] && release.draft.dialects.isEmpty)
        #expect(release.names("718-7").first == "preferred:en:Hemoglobin [Mass/volume] in Blood")
    }

    @Test(arguments: [
        (
            "LoincTable/Loinc.csv", "4548-4", "4548-5", 4, "LOINC_NUM",
            "“4548-5” is no LOINC code with its right check digit"
        ),
        ("LoincTable/Loinc.csv", "4548-4", "718-7", 4, "LOINC_NUM", "“718-7” stands here a second time"),
        ("LoincTable/Loinc.csv", "\"4548-4\",", "", 4, "", "18 fields stand where 19 are expected"),
        (
            "AccessoryFiles/ComponentHierarchyBySystem/ComponentHierarchyBySystem.csv",
            "\"LP7787-7\",\"LP14355-9\",\"Hem",
            "\"LP1-8\",\"LP14355-9\",\"Hem", 3, "IMMEDIATE_PARENT", "“LP1-8”, above “LP14355-9”, is not in the release"
        ),
        (
            "LoincTable/Loinc.csv", "\"STATUS\",", "\"STATE\",", 0, "",
            "there is no table of LOINC terms (Loinc.csv, which begins LOINC_NUM)"
        ),
    ])
    func `what is wrong is named with file, line and column`(
        file: String, old: String, new: String, line: Int, column: String, reason: String
    ) throws {
        var files = Self.files
        files["Loinc_2.81/LoincTableCore/LoincTableCore.csv"] = nil
        files["Loinc_2.81/" + file] = files["Loinc_2.81/" + file]?.replacing(old, with: new, maxReplacements: 1)
        let problem = try #require(try SampleRelease(files).problems(LOINCImporter.self)?.first)
        #expect(problem.line == line && problem.column == column && problem.reason == reason)
    }

    @Test func `text that is no UTF-8 is refused with its field`() throws {
        let release = try SampleRelease(Self.files)
        let name = "Loinc_2.81/AccessoryFiles/ConsumerName/ConsumerName.csv"
        try release.put(
            name, Array("\"LoincNumber\",\"ConsumerName\"\n\"4548-4\",\"".utf8) + [0xE4] + Array("\"\n".utf8))
        #expect(
            try release.problems(LOINCImporter.self) == [
                ImportProblem(file: name, line: 2, column: "ConsumerName", reason: "the text is not UTF-8")
            ])
    }

    @Test func `damaged files are taken or refused, and never more`() throws {
        try Mutations.check(Self.files, LOINCImporter.self, rounds: 150)
    }

    @Test func `an import that is cancelled ends`() throws {
        let release = try SampleRelease(Self.files)
        #expect(throws: CancellationError.self) {
            try release.read(LOINCImporter.self, progress: ImportProgress(isCancelled: { true }))
        }
    }
}
