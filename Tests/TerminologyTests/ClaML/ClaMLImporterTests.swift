import Testing

@testable import Terminology

struct ClaMLImporterTests {
    /// A few classes with every element that importers meet; the entity would be read from a file if anybody resolved it.
    static let sample = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE ClaML SYSTEM "ClaML.dtd" [<!ENTITY secret SYSTEM "file:///etc/passwd"> <!-- ]> -->]>
        <ClaML version="2.0.0">
          <Meta name="lang" value="en"/>
          <Identifier authority="WHO" uid="icd10"/>
          <Title date="2018-11-01" name="ICD-10-EN-2019" version="2019">Tenth Revision</Title>
          <Modifier code="S04E10_4"><SubClass code=".0"/><SubClass code=".1"/></Modifier>
          <ModifierClass code=".0" modifier="S04E10_4">
            <SuperClass code="S04E10_4"/>
            <Rubric kind="preferred"><Label xml:lang="en">With coma</Label></Rubric>
            <Rubric kind="inclusion"><Label xml:lang="en">Diabetic coma</Label></Rubric>
          </ModifierClass>
          <ModifierClass code=".1" modifier="S04E10_4">
            <Rubric kind="preferred"><Label xml:lang="en">With ketoacidosis</Label></Rubric>
          </ModifierClass>
          <ModifierClass code="0" modifier="S13M40_5">
            <Rubric kind="preferred"><Label xml:lang="en">Multiple sites</Label></Rubric>
          </ModifierClass>
          <ModifierClass code="9" modifier="S13M40_5">
            <Meta name="excludeOnPrecedingModifier" value="S04E10_4 .1"/>
            <Rubric kind="preferred"><Label xml:lang="en">Site unspecified</Label></Rubric>
          </ModifierClass>
          <Class code="IV" kind="chapter">
            <SubClass code="E10-E14"/>
            <Rubric kind="preferred"><Label xml:lang="en">Endocrine diseases</Label></Rubric>
          </Class>
          <Class code="E10-E14" kind="block">
            <SuperClass code="IV"/>
            <Rubric kind="preferred"><Label xml:lang="en">Diabetes mellitus</Label></Rubric>
          </Class>
          <Class code="E10" kind="category">
            <SuperClass code="E10-E14"/>
            <ModifiedBy code="S04E10_4"/>
            <Rubric kind="preferred"><Label xml:lang="en">Type 1 diabetes</Label></Rubric>
            <Rubric kind="exclusion"><Label xml:lang="en">gout<Reference class="in brackets">J40-J47</Reference></Label></Rubric>
          </Class>
          <Class code="E11" kind="category">
            <SuperClass code="E10-E14"/>
            <ModifiedBy code="S04E10_4" all="false"><ValidModifierClass code=".1"/></ModifiedBy>
            <Rubric kind="preferred"><Label xml:lang="en">Type 2 diabetes</Label></Rubric>
          </Class>
          <Class code="E14" kind="category">
            <SuperClass code="E10-E14"/>
            <ModifiedBy code="S04E10_4"/><ModifiedBy code="S13M40_5"/>
            <Rubric kind="preferred"><Label xml:lang="en">Diabetes</Label></Rubric>
          </Class>
          <Class code="M45" kind="category">
            <SuperClass code="E10-E14"/>
            <ModifiedBy code="S13M40_5"/>
            <Rubric kind="preferred"><Label xml:lang="en">Spondylitis</Label></Rubric>
          </Class>
          <Class code="I70" kind="category">
            <SuperClass code="E10-E14"/>
            <SubClass code="I70.0"/><SubClass code="I70.2"/>
            <ModifiedBy code="S13M40_5"/>
            <Rubric kind="preferred"><Label xml:lang="en">Sclerosis</Label></Rubric>
          </Class>
          <Class code="I70.0" kind="category">
            <SuperClass code="I70"/>
            <Rubric kind="preferred"><Label xml:lang="en">of aorta</Label></Rubric>
          </Class>
          <Class code="I70.2" kind="category">
            <SuperClass code="I70"/>
            <ExcludeModifier code="S13M40_5"/>
            <Rubric kind="preferred"><Label xml:lang="en">of arteries</Label></Rubric>
          </Class>
          <Class code="A17.0" kind="category" usage="dagger">
            <SuperClass code="E10-E14"/>
            <Rubric kind="preferred"><Label xml:lang="en">Tuberculous meningitis
              <Reference class="in brackets" code="G01" usage="aster">G01</Reference></Label></Rubric>
            <Rubric kind="preferredLong"><Label xml:lang="en">Meningitis by vitamin B<Term class="subscript">12</Term></Label></Rubric>
            <Rubric kind="note"><Label xml:lang="en"><Para>one</Para><List><ListItem>two</ListItem></List></Label></Rubric>
          </Class>
        </ClaML>
        """

    private func read(_ text: String, _ name: String = "icd10.xml") throws -> DraftView {
        let drafts = try CodeSamples.read(ClaMLImporter.self, [name: Array(text.utf8)])
        #expect(drafts.count == 1)
        return DraftView(drafts[0].draft)
    }

    @Test func `modifiers make subcategories, and only those that apply`() throws {
        let view = try read(Self.sample)
        #expect(Set(view.codes).isSuperset(of: ["E10.0", "E10.1", "E11.1", "M45.X0", "M45.X9", "I70.00", "I70.09"]))
        #expect(view.flags("E11.0") == nil && view.flags("I70.20") == nil)
        #expect(view.children["E14"] == ["E14.0", "E14.1"])
        #expect(view.children["E14.0"] == ["E14.00", "E14.09"] && view.children["E14.1"] == ["E14.10"])
        #expect(view.title("E10.0") == "Type 1 diabetes : With coma")
        #expect(view.title("E14.00") == "Diabetes : With coma : Multiple sites")
        #expect(view.texts("E10.0", .synonym) == ["Diabetic coma"])
        #expect(view.parent("E10.0") == "E10" && view.parent("E10") == "E10-E14" && view.parent("E10-E14") == "IV")
        #expect(view.flags("E10") == .active && view.flags("E10.0") == [.active, .selectable])
        #expect(view.codes.count == 10 + 12)
    }

    @Test func `titles lose their references, notes keep them`() throws {
        let view = try read(Self.sample)
        #expect(view.title("A17.0") == "Tuberculous meningitis")
        #expect(view.values("A17.0", "Title with references") == ["Tuberculous meningitis (G01*)"])
        #expect(view.texts("A17.0", .synonym) == ["Meningitis by vitamin B12"])
        #expect(view.values("A17.0", "Usage").first?.hasPrefix("†") == true)
        #expect(view.values("A17.0", "Note") == ["one – two"])
        #expect(view.values("E10", "Exclusion") == ["gout (J40-J47)"])
        let identity = view.draft.identity
        #expect(identity.key == "icd10" && identity.version == "2019" && identity.codeStyle == .dotted)
        #expect(!identity.licence.isRedistributable)
    }

    @Test func `the German modification is known by its name`() throws {
        let text = Self.sample.replacing("ICD-10-EN-2019", with: "icd10gm2026")
            .replacing("Tenth Revision", with: "ICD-10-GM Version 2026").replacing("value=\"en\"", with: "value=\"de\"")
            .replacing("xml:lang=\"en\"", with: "xml:lang=\"de\"").replacing("With coma", with: "Mit Koma – Süß")
        let view = try read(text)
        #expect(view.draft.identity.key == "icd10gm" && view.draft.languages == ["de"])
        #expect(view.title("E10.0") == "Type 1 diabetes : Mit Koma – Süß")
    }

    @Test(arguments: [
        ("With coma", "&secret;", "entity"), ("<SuperClass code=\"IV\"/>", "<SuperClass code=\"V\"/>", "missing"),
        ("code=\"E11\"", "code=\"E10\"", "twice"), ("</Class>\n  <Class code=\"E11\"", "<Class code=\"E11\"", "closes"),
        ("version=\"2019\"", "version=\"2019\" version=\"1\"", "twice"),
    ])
    func `what is wrong is told with its line`(part: String, other: String, word: String) throws {
        let failure = #expect(throws: ImportFailure.self) {
            try read(Self.sample.replacing(part, with: other, maxReplacements: 1))
        }
        #expect(failure?.problems.first?.reason.contains(word) == true)
        #expect((failure?.problems.first?.line ?? 0) > 0)
    }
}
