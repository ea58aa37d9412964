/// What the texts of an index are made from.
package struct TextInput: Sendable {
    package var descriptions: DescriptionColumns
    /// The number of each concept in the index, by the concept's row.
    package var ordinals: [UInt32]
    /// By number in the index.
    package var flags: [ConceptFlags]
    /// By number in the index; may be empty.
    package var commonness: [UInt32]
    /// By the concept's row; decides between concepts of the same name.
    package var codes: CodeColumn
    /// BCP 47 tags that `DescriptionColumns.language` counts through.
    package var languages: [String]
    /// The language of descriptions that state none.
    package var language: String

    package init(
        descriptions: DescriptionColumns, ordinals: [UInt32], flags: [ConceptFlags], commonness: [UInt32],
        codes: CodeColumn, languages: [String], language: String
    ) {
        self.descriptions = descriptions
        self.ordinals = ordinals
        self.flags = flags
        self.commonness = commonness
        self.codes = codes
        self.languages = languages
        self.language = language
    }

    func acceptability(_ row: Int) -> UInt16 {
        row < descriptions.acceptability.count ? descriptions.acceptability[row] : 0
    }

    func language(_ row: Int) -> Int {
        row < descriptions.language.count ? Int(descriptions.language[row]) : 0
    }

    /// How texts of each language are folded.
    var styles: [FoldStyle] { Self.styles(languages, language) }

    static func styles(_ languages: [String], _ language: String) -> [FoldStyle] {
        (languages.isEmpty ? [language] : languages).map { FoldStyle(language: $0.isEmpty ? language : $0) }
    }
}
