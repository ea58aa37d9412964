/// The chapters of ICD-10-CM, for an order file that comes without its tabular list.
enum ICD10CMChapters {
    struct Chapter {
        var number: Int
        var title: String
        var first: String
        var last: String
    }

    /// As in the tabular lists since 2017; chapter 22 came in 2020.
    static let all: [Chapter] = [
        Chapter(number: 1, title: "Certain infectious and parasitic diseases (A00-B99)", first: "A00", last: "B99"),
        Chapter(number: 2, title: "Neoplasms (C00-D49)", first: "C00", last: "D49"),
        Chapter(
            number: 3,
            title:
                "Diseases of the blood and blood-forming organs and certain disorders involving the immune mechanism (D50-D89)",
            first: "D50", last: "D89"
        ),
        Chapter(number: 4, title: "Endocrine, nutritional and metabolic diseases (E00-E89)", first: "E00", last: "E89"),
        Chapter(
            number: 5,
            title: "Mental, Behavioral and Neurodevelopmental disorders (F01-F99)",
            first: "F01", last: "F99"
        ),
        Chapter(number: 6, title: "Diseases of the nervous system (G00-G99)", first: "G00", last: "G99"),
        Chapter(number: 7, title: "Diseases of the eye and adnexa (H00-H59)", first: "H00", last: "H59"),
        Chapter(number: 8, title: "Diseases of the ear and mastoid process (H60-H95)", first: "H60", last: "H95"),
        Chapter(number: 9, title: "Diseases of the circulatory system (I00-I99)", first: "I00", last: "I99"),
        Chapter(number: 10, title: "Diseases of the respiratory system (J00-J99)", first: "J00", last: "J99"),
        Chapter(number: 11, title: "Diseases of the digestive system (K00-K95)", first: "K00", last: "K95"),
        Chapter(number: 12, title: "Diseases of the skin and subcutaneous tissue (L00-L99)", first: "L00", last: "L99"),
        Chapter(
            number: 13,
            title: "Diseases of the musculoskeletal system and connective tissue (M00-M99)",
            first: "M00", last: "M99"
        ),
        Chapter(number: 14, title: "Diseases of the genitourinary system (N00-N99)", first: "N00", last: "N99"),
        Chapter(number: 15, title: "Pregnancy, childbirth and the puerperium (O00-O9A)", first: "O00", last: "O9A"),
        Chapter(
            number: 16,
            title: "Certain conditions originating in the perinatal period (P00-P96)",
            first: "P00", last: "P96"
        ),
        Chapter(
            number: 17,
            title: "Congenital malformations, deformations and chromosomal abnormalities (Q00-Q99)",
            first: "Q00", last: "Q99"
        ),
        Chapter(
            number: 18,
            title: "Symptoms, signs and abnormal clinical and laboratory findings, not elsewhere classified (R00-R99)",
            first: "R00", last: "R99"
        ),
        Chapter(
            number: 19,
            title: "Injury, poisoning and certain other consequences of external causes (S00-T88)",
            first: "S00", last: "T88"
        ),
        Chapter(number: 20, title: "External causes of morbidity (V00-Y99)", first: "V00", last: "Y99"),
        Chapter(
            number: 21,
            title: "Factors influencing health status and contact with health services (Z00-Z99)",
            first: "Z00", last: "Z99"
        ),
        Chapter(number: 22, title: "Codes for special purposes (U00-U85)", first: "U00", last: "U85"),
    ]

    /// The chapter of a category's three characters.
    ///
    /// A chapter may grow past its last category within its last letter, as the seventeenth did with QA0 in 2026.
    static func of(_ category: some StringProtocol) -> Chapter? {
        let category = String(category.prefix(3))
        return all.first { $0.first <= category && category <= $0.last }
            ?? all.last { $0.first <= category && $0.last.first == category.first }
    }
}
