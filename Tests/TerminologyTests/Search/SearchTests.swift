import Testing

@testable import Terminology

@Suite struct SearchTests {
    static let heart: KeyValuePairs<String, [String]> = [
        "1": [
            "Myocardial infarction", "MI - Myocardial infarction", "Heart attack", "Myocardial infarction (disorder)",
        ],
        "2": ["Acute inferior myocardial infarction", "Acute inferior myocardial infarction (disorder)"],
        "3": ["Old myocardial infarction", "Healed myocardial infarction"],
        "4": ["Asthma", "Asthma (disorder)"], "5": ["Exercise-induced asthma", "Asthma, exercise induced"],
        "6": ["Mitral stenosis", "MS - Mitral stenosis"], "7": ["Mild asthma"],
        "8": ["Oesophageal haemorrhage"], "9": ["Type II diabetes mellitus", "Crohn's disease of type 2"],
        "10": ["Ménière's disease"], "11": ["Retired thing"], "12": ["Chest X-ray"], "13": ["Paracetamol 500 mg"],
        "14": ["Paracetamol 500mg tablet"], "15": ["O'Brien fracture", "-Wegener granulomatosis"],
        "16": ["Lens 7.25d/.25-2.25"],
    ]

    private func index(_ change: (inout NamedRelease) -> Void = { _ in }) throws -> TerminologyIndex {
        var release = NamedRelease(Self.heart, retired: ["11"])
        change(&release)
        return try release.index()
    }

    @Test(arguments: [
        ("myo inf", ["1", "3", "2"]), ("inf myo", ["1", "3", "2"]), ("INFARCTION, myocardial", ["1", "3", "2"]),
        ("asthma", ["4", "7", "5"]), ("asthma exer", ["5"]), ("heart att", ["1"]), ("meniere", ["10"]),
        ("Ménière's", ["10"]), ("menieres", ["10"]), ("crohn", ["9"]), ("crohns", ["9"]), ("xray", ["12"]),
        ("x-ray chest", ["12"]), ("500mg", ["13", "14"]), ("7.25d", ["16"]), ("500 mg", ["13", "14"]),
        ("obrien", ["15"]),
        ("o'brien", ["15"]), ("type 2", ["9"]), ("type ii", ["9"]), ("hemorr", ["8"]), ("haemorr", ["8"]),
        ("esoph", ["8"]), ("zzzz", []), ("   ", []), ("", []), ("?!", []),
    ])
    func `each word typed begins a word of a name, in any order`(text: String, codes: [String]) throws {
        #expect(try index().found(text) == codes)
    }

    @Test func `a short form is explained, by the release and by custom`() throws {
        let index = try index()
        #expect(index.found("MI").first == "1")
        #expect(index.found("acute inferior MI") == ["2"])
        #expect(index.search(SearchQuery("acute inferior MI")).note == .abbreviation(of: "myocardial infarction"))
        #expect(index.found("mi").contains("1"))
        #expect(index.found("MS").first == "6")
        #expect(index.found("T2DM") == ["9"])
    }

    @Test(arguments: [
        ("astham", "4", "asthma"), ("astma", "4", "asthma"), ("myocardal infraction", "1", "myocardial infarction"),
        ("menire", "10", "meniere"), ("paracetomol", "13", "paracetamol"),
        ("mylocardial infartion", "1", "myocardial infarction"),
    ])
    func `a misspelt word finds what is meant and says so`(text: String, code: String, instead: String) throws {
        let answer = try index().search(SearchQuery(text))
        #expect(try answer.hits.first.map { try index().code($0.concept) } == code)
        #expect(answer.note == .typo(instead: instead))
    }

    @Test func `misspelt words can be left alone`() throws {
        #expect(try index().found("astham") { $0.allowsTypos = false } == [])
        #expect(try index().found("ast") == ["4", "7", "5"])
        #expect(try index().found("sthma") == [], "the first letter is taken to be right")
    }

    @Test func `what is typed is marked, in units of UTF-16`() throws {
        let index = try index()
        #expect(index.marked("myo inf").first == "[Myo]cardial [inf]arction")
        #expect(index.marked("meni") == ["[Méni]ère's disease"])
        #expect(index.marked("xra") == ["Chest [X-ra]y"])
        #expect(index.marked("hemor oes") == ["[Oes]ophageal [haemorrhage]"])
        #expect(try NamedRelease(["A": ["😀 Ærø heart"]]).index().marked("hea a") == ["😀 [Æ]rø [hea]rt"])
    }

    @Test func `a row shows the preferred name beside the one that matched`() throws {
        let hit = try #require(try index().search(SearchQuery("heart att")).hits.first)
        #expect(hit.text == "Heart attack")
        #expect(hit.preferred == "Myocardial infarction")
        #expect(hit.isActive)
    }

    @Test func `retired names and concepts are found only when asked for`() throws {
        let index = try index()
        #expect(index.found("wegener") { $0.allowsTypos = false } == [])
        #expect(index.found("wegener") { $0.includesInactive = true } == ["15"])
        #expect(index.found("retired") { $0.allowsTypos = false } == [])
        #expect(index.found("retired") { $0.includesInactive = true } == ["11"])
    }

    @Test func `a definition is not found by typing`() throws {
        let index = try NamedRelease(["A": ["Thing", "=Something wonderful"]]).index()
        #expect(index.found("wonderful") { $0.includesInactive = true } == [])
    }

    @Test func `only concepts of a scope, a tag, or that may be chosen are found`() throws {
        let index = try index { release in
            release.put(["2", "3"], below: "1")
            release.bend { draft in
                draft.tags = ["", "drug"]
                draft.concepts.tag = draft.concepts.tag.enumerated().map { $0.offset == 12 ? 1 : 0 }
                draft.concepts.flags[4].remove(.selectable)
            }
        }
        var scope = index.emptySet()
        index.insertDescendants(of: try #require(index.concept(code: "1")), orSelf: false, into: &scope)
        #expect(index.found("myo") { $0.scope = scope } == ["3", "2"])
        scope.remove(try #require(index.concept(code: "3")))
        #expect(index.found("myo") { $0.scope = scope } == ["2"])
        #expect(index.found("myo") { $0.scope = index.emptySet() } == [])
        #expect(index.found("paracetamol") { $0.tags = [1] } == ["13"])
        #expect(index.found("asthma") { $0.onlySelectable = true } == ["4", "7"])
    }

    @Test func `what was used before comes first, but not before the exact name`() throws {
        let index = try index()
        let used = ConceptUsage([try #require(index.concept(code: "5")): 3, try #require(index.concept(code: "7")): 1])
        #expect(index.found("asthma") { $0.usage = used } == ["4", "5", "7"])
        #expect(index.found("ast") { $0.usage = used } == ["5", "7", "4"])
    }

    @Test func `used concepts are found however many others come before them`() throws {
        let many =
            (0..<400).map { (code: "c\($0)", texts: ["aa \($0)"]) } + [
                (code: "last", texts: ["aa and much longer than all the others"])
            ]
        let index = try NamedRelease(many).index()
        let used = ConceptUsage([try #require(index.concept(code: "last")): 1])
        #expect(index.found("aa", limit: 3) { $0.usage = used }.first == "last")
        #expect(index.search(SearchQuery("aa", limit: 3)).hasMore)
    }

    @Test func `a dialect's own name comes before another of its length and is shown`() throws {
        let index = try NamedRelease(["A": ["Anaemia xx", "Anaemia yy"]]).reindexed { draft in
            draft.dialects = [LanguageDialect(code: "", tag: "en-US"), LanguageDialect(code: "", tag: "en-GB")]
            draft.descriptions.kind = [.synonym, .synonym]
            draft.descriptions.acceptability = [0b0110, 0b1001]
        }
        let american = try #require(index.search(SearchQuery("anaem")).hits.first)
        #expect(american.preferred == "Anaemia xx")
        var query = SearchQuery("anaem")
        query.dialect = 1
        #expect(index.search(query).hits.first?.preferred == "Anaemia yy")
    }

    @Test func `common tests come before shorter names`() throws {
        let index = try NamedRelease(
            ["A": ["Glucose abc"], "B": ["Glucose in serum or plasma"], "C": ["Glucose longer name"]],
            commonness: [0, 1, 500]
        ).index()
        #expect(index.found("gluc") == ["B", "C", "A"])
    }

    @Test(arguments: [
        ("J45", ["J45", "J45.2", "J45.90"]), ("j45.2", ["J45.2"]), ("J4590", ["J45.90"]), ("j459", ["J45.90"]),
        ("J45.20", []), ("asthma", ["J45", "J45.90", "J45.2"]),
    ])
    func `codes and their beginnings are found, with and without the dot`(text: String, codes: [String]) throws {
        let index = try NamedRelease(
            ["J45": ["Asthma"], "J45.2": ["Mild intermittent asthma"], "J45.90": ["Unspecified asthma"]], style: .dotted
        ).index()
        #expect(index.found(text) == codes)
    }

    @Test func `languages with letters of their own are searched in them`() throws {
        var release = NamedRelease(["A": ["Øresmerter"], "B": ["Oresmerter"]], languages: ["da"])
        #expect(try release.index().found("øre") == ["A"])
        #expect(try release.index().found("ore") == ["B"])
        release = NamedRelease(["A": ["Müdigkeit"]], languages: ["de"])
        #expect(try release.index().found("muedig") == ["A"])
        #expect(try release.index().found("mudig") == ["A"])
    }
}

extension NamedRelease {
    func reindexed(_ change: (inout ReleaseDraft) -> Void) throws -> TerminologyIndex {
        var copy = self
        copy.bend(change)
        return try copy.index()
    }
}

@Suite struct ExactNameTests {
    @Test(arguments: [
        ("crohn's disease", "exact"), ("crohn disease", "exact"), ("disease crohn", "exact"), ("500mg", "strength"),
        ("500 mg", "strength"), ("hemorrhage", "british"), ("type 2", "type"),
    ])
    func `a name that is what was typed comes before all others, however it is written`(text: String, code: String)
        throws
    {
        let shorter = (0..<60).map {
            (code: "c\($0)", texts: ["Crohns diseased x", "500mgs", "hemorrhages", "type 2x"])
        }
        let names: [(code: String, texts: [String])] = [
            ("exact", ["Crohn's disease"]), ("strength", ["500 mg"]), ("british", ["Haemorrhage"]),
            ("type", ["Type II"]),
        ]
        #expect(try NamedRelease(shorter + names).index().found(text).first == code)
    }
}
