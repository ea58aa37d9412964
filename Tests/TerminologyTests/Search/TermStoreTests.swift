import Testing

@testable import Terminology

@Suite struct TermStoreTests {
    @Test func `texts come back byte for byte`() throws {
        let texts = [
            "Heart", "two  blanks", " before", "after ", "tab\there", "", " ", "Ménière’s  disease", "a\u{A0}b", "心筋梗塞",
            String(repeating: "long ", count: 900), "Heart disease (disorder)", "😀 heart",
        ]
        let index = try NamedRelease(["A": texts, "B": texts.reversed()]).index()
        for code in ["A", "B"] {
            let concept = try #require(index.concept(code: code))
            #expect(index.descriptions(of: concept).map(\.text).sorted() == texts.sorted())
        }
    }

    @Test func `a release without names has none`() throws {
        let index = try NamedRelease(["A": [], "B": []]).index()
        #expect(index.terms.count == 0)
        #expect(index.found("a") == ["A"])
        #expect(index.found("heart") == [])
        #expect(index.preferredTerm(try #require(index.concept(code: "A"))) == "A")
    }

    @Test func `more lexemes than one and two bytes can number are kept`() throws {
        let names = (0..<20_000).map { "w\($0) x\($0 % 7)" }
        let index = try NamedRelease(["A": names]).index()
        let concept = try #require(index.concept(code: "A"))
        #expect(index.descriptions(of: concept).map(\.text).sorted() == names.sorted())
    }

    @Test func `filters find written words, in definitions and retired names too`() throws {
        let index = try NamedRelease(
            ["A": ["Haemorrhage O'Brien", "-Old bleeding"], "B": ["Vitamin B12 2.5 mg", "=Which prevents bleeding."]]
        ).index()
        func texts(_ words: String) -> [String] {
            let bits = index.terms.documents(matchingWordsOf: words)
            return (0..<index.terms.count).filter { bits[$0 >> 6] >> UInt64($0 & 63) & 1 != 0 }.map(index.terms.text)
        }
        #expect(texts("haem") == ["Haemorrhage O'Brien"])
        #expect(texts("hem").isEmpty)
        #expect(texts("obrien").isEmpty)
        #expect(texts("o'brien haem") == ["Haemorrhage O'Brien"])
        #expect(texts("bleed") == ["Old bleeding", "Which prevents bleeding."])
        #expect(texts("5") == ["Vitamin B12 2.5 mg"])
        #expect(texts("").isEmpty)
        let containing = try #require(index.terms.documents(containing: "leed"))
        #expect(containing[0].nonzeroBitCount == 2)
    }
}
