import Testing

@testable import Terminology

@Suite struct SpellingVariantsTests {
    private let spelling = SpellingVariants()

    private func variants(_ word: String, isEnglish: Bool = true) -> [String] {
        spelling(Array(word.utf8), isEnglish: isEnglish).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [
        ("haemorrhage", "hemorrhage"), ("anaemia", "anemia"), ("leukaemia", "leukemia"), ("oesophagus", "esophagus"),
        ("oedema", "edema"), ("foetal", "fetal"), ("tumour", "tumor"), ("diarrhoea", "diarrhea"),
        ("dyspnoea", "dyspnea"),
        ("anaesthesia", "anesthesia"), ("paediatric", "pediatric"), ("sulphate", "sulfate"), ("colour", "color"),
        ("fibre", "fiber"), ("localised", "localized"), ("immunisation", "immunization"), ("paralyse", "paralyze"),
        ("ischaemic", "ischemic"), ("caecum", "cecum"), ("oestrogen", "estrogen"), ("coeliac", "celiac"),
        ("haematoma", "hematoma"), ("gynaecology", "gynecology"), ("aetiology", "etiology"),
    ])
    func `British and American spellings are variants of each other`(british: String, american: String) {
        #expect(variants(british).contains(american))
        #expect(variants(american).contains(british))
    }

    @Test(arguments: ["chemotherapy", "exercise", "size", "raised", "precise", "heart", "color2", "hem", "laboratory"])
    func `a word of one spelling has no other`(word: String) { #expect(variants(word).isEmpty) }

    @Test func `numerals and Greek letters go by both their names`() {
        #expect(variants("2") == ["ii"])
        #expect(variants("iv") == ["4"])
        #expect(variants("α") == ["alpha"])
        #expect(variants("20").isEmpty)
    }

    @Test func `other languages have no English spellings`() {
        #expect(variants("anaemia", isEnglish: false).isEmpty)
    }
}
