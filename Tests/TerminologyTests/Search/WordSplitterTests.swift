import Testing

@testable import Terminology

@Suite struct WordSplitterTests {
    private func words(_ text: String, _ style: FoldStyle = .english, all: Bool = true) -> [String] {
        var splitter = WordSplitter(style: style)
        Array(text.utf8).withUnsafeBufferPointer { splitter.split($0) }
        if all { splitter.addJoinedAndParts() }
        return splitter.words.map { splitter.text($0) }
    }

    @Test(arguments: [
        ("Heart", ["heart"]), ("X-ray", ["x", "ray", "xray"]), ("O'Brien", ["o", "brien", "obrien"]),
        ("and/or", ["and", "or"]), ("2.5", ["2.5", "5"]), ("J45.9", ["j45", "9", "45"]),
        ("500mg", ["500mg", "500", "mg"]), ("B12", ["b12", "12"]), ("h1n1", ["h1n1"]), ("10-20", ["10", "20"]),
        ("(disorder)", ["disorder"]), ("", []), ("--", []), (".5", ["5"]), ("2.", ["2"]), ("non_st", ["non", "st"]),
        ("COVID-19", ["covid", "19", "covid19"]), ("4.00d", ["4.00d", "00d", "4.00", "d"]),
    ])
    func `text is split at all that is neither letter nor digit, and joined again as an alternate`(
        text: String, expected: [String]
    ) { #expect(words(text) == expected) }

    @Test(arguments: [
        ("Sjögren", "sjogren"), ("Ménière", "meniere"), ("Straße", "strasse"), ("Œdème", "oedeme"), ("Ærø", "aero"),
        ("ΑΒΓ", "αβγ"), ("Ωμέγα", "ωμεγα"), ("µm", "μm"), ("Йод", "иод"), ("Ⅳ", "iv"), ("m²", "m2"),
        ("ﬁbroma", "fibroma"),
        ("Ａ１", "a1"), ("e\u{301}", "e"), ("İ", "i"),
    ])
    func `case and marks are taken away`(text: String, expected: String) {
        #expect(words(text, .plain, all: false) == [expected])
    }

    @Test func `languages keep the letters that are their own`() {
        #expect(words("Øre Åse Ärr", .danish) == ["øre", "åse", "arr"])
        #expect(words("Øre Åse Ärr", .swedish) == ["ore", "åse", "ärr"])
    }

    @Test func `every ideograph is a word`() { #expect(words("心筋梗塞症", .plain) == ["心", "筋", "梗", "塞", "症"]) }

    @Test func `no bytes at all stop it`() {
        var numbers = SeededNumbers(3)
        var splitter = WordSplitter(style: .plain)
        for _ in 0..<4000 {
            let bytes = (0..<Int.random(in: 0...40, using: &numbers)).map { _ in
                UInt8.random(in: 0...255, using: &numbers)
            }
            bytes.withUnsafeBufferPointer { splitter.split($0) }
            splitter.addJoinedAndParts()
            for word in splitter.words {
                #expect(word.source.lowerBound >= 0 && word.source.upperBound <= bytes.count)
                #expect(word.range.count <= 4 * WordSplitter.longestWord)
            }
        }
    }
}
