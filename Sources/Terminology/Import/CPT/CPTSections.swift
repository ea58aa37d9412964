/// The sections of CPT by ranges of codes, which the numbering itself follows; their names are in common use.
enum CPTSections {
    struct Section {
        /// The code of the group in the tree.
        var code: String
        var name: String
        var parent: String?
        var ranges: [ClosedRange<Int>] = []
        /// The fifth character of codes that are not all digits.
        var letter: Character?
    }

    static let all: [Section] = [
        Section(code: "CATEGORY-I", name: "Category I: procedures and services"),
        Section(
            code: "EVALUATION", name: "Evaluation and management", parent: "CATEGORY-I", ranges: [99202...99499]),
        Section(
            code: "ANESTHESIA", name: "Anesthesia", parent: "CATEGORY-I", ranges: [100...1999, 99100...99140]),
        Section(code: "SURGERY", name: "Surgery", parent: "CATEGORY-I", ranges: [10000...69999]),
        Section(code: "INTEGUMENTARY", name: "Integumentary system", parent: "SURGERY", ranges: [10000...19999]),
        Section(code: "MUSCULOSKELETAL", name: "Musculoskeletal system", parent: "SURGERY", ranges: [20000...29999]),
        Section(code: "RESPIRATORY", name: "Respiratory system", parent: "SURGERY", ranges: [30000...32999]),
        Section(code: "CARDIOVASCULAR", name: "Cardiovascular system", parent: "SURGERY", ranges: [33000...37799]),
        Section(code: "HEMIC", name: "Hemic and lymphatic systems", parent: "SURGERY", ranges: [38000...38999]),
        Section(code: "MEDIASTINUM", name: "Mediastinum and diaphragm", parent: "SURGERY", ranges: [39000...39999]),
        Section(code: "DIGESTIVE", name: "Digestive system", parent: "SURGERY", ranges: [40000...49999]),
        Section(code: "URINARY", name: "Urinary system", parent: "SURGERY", ranges: [50000...53899]),
        Section(code: "MALE-GENITAL", name: "Male genital system", parent: "SURGERY", ranges: [54000...55899]),
        Section(code: "REPRODUCTIVE", name: "Reproductive system", parent: "SURGERY", ranges: [55920...55980]),
        Section(code: "FEMALE-GENITAL", name: "Female genital system", parent: "SURGERY", ranges: [56405...58999]),
        Section(code: "MATERNITY", name: "Maternity care and delivery", parent: "SURGERY", ranges: [59000...59899]),
        Section(code: "ENDOCRINE", name: "Endocrine system", parent: "SURGERY", ranges: [60000...60999]),
        Section(code: "NERVOUS", name: "Nervous system", parent: "SURGERY", ranges: [61000...64999]),
        Section(code: "EYE", name: "Eye and ocular adnexa", parent: "SURGERY", ranges: [65000...68899]),
        Section(code: "AUDITORY", name: "Auditory system", parent: "SURGERY", ranges: [69000...69979]),
        Section(code: "RADIOLOGY", name: "Radiology", parent: "CATEGORY-I", ranges: [70000...79999]),
        Section(
            code: "DIAGNOSTIC-IMAGING", name: "Diagnostic imaging", parent: "RADIOLOGY", ranges: [70000...76499]),
        Section(code: "ULTRASOUND", name: "Diagnostic ultrasound", parent: "RADIOLOGY", ranges: [76506...76999]),
        Section(code: "GUIDANCE", name: "Radiologic guidance", parent: "RADIOLOGY", ranges: [77001...77022]),
        Section(code: "MAMMOGRAPHY", name: "Breast imaging", parent: "RADIOLOGY", ranges: [77046...77067]),
        Section(code: "BONE", name: "Bone and joint studies", parent: "RADIOLOGY", ranges: [77071...77092]),
        Section(code: "RADIATION", name: "Radiation oncology", parent: "RADIOLOGY", ranges: [77261...77799]),
        Section(code: "NUCLEAR", name: "Nuclear medicine", parent: "RADIOLOGY", ranges: [78000...79999]),
        Section(
            code: "LABORATORY", name: "Pathology and laboratory", parent: "CATEGORY-I", ranges: [80000...89999]),
        Section(
            code: "MEDICINE", name: "Medicine", parent: "CATEGORY-I",
            ranges: [90281...99099, 99141...99201, 99500...99999]
        ),
        Section(code: "CATEGORY-II", name: "Category II: performance measurement", letter: "F"),
        Section(code: "CATEGORY-III", name: "Category III: emerging technology", letter: "T"),
        Section(code: "PLA", name: "Proprietary laboratory analyses", letter: "U"),
        Section(code: "MAAA", name: "Multianalyte assays with algorithmic analyses", letter: "M"),
        Section(code: "OTHER", name: "Other codes"),
    ]

    /// The narrowest section of a code.
    static func of(_ code: String) -> Section? {
        if let number = Int(code) {
            return all.last { $0.ranges.contains { $0.contains(number) } } ?? all.last
        }
        return all.first { $0.letter != nil && $0.letter == code.last } ?? all.last
    }

    static func named(_ code: String) -> Section? { all.first { $0.code == code } }
}
