/// The names of an index as they lie in its file: every description's text and profile by document, and every word with
/// the documents that hold it.
///
/// A document is a description by static rank (`DocumentOrder`): `0..<activeCount` are found by typing, up to `nameCount`
/// are those that are no longer in use, and definitions follow.
package final class TermStore: Sendable {
    /// Held so that the memory of the columns stays.
    private let file: IndexFile
    package let count: Int
    /// Documents found by typing are below it.
    package let activeCount: Int
    /// Documents that are no definitions are below it.
    package let nameCount: Int
    /// Whether names of common concepts come before shorter ones.
    let isByCommonness: Bool

    let lexemeTexts: Column<UInt8>
    let lexemeTextOffsets: Column<UInt32>
    let lexemeWords: Column<UInt32>
    let lexemeWordOffsets: Column<UInt32>
    let lexemeWritten: Column<UInt8>
    let lexemeCount: Int
    let codes: Column<UInt8>
    let codeOffsets: OffsetColumn
    let concepts: NarrowColumn
    let profiles: NarrowColumn
    let profileTable: [DescriptionProfile]
    let vocabulary: Vocabulary
    let postings: PostingColumn
    let abbreviations: AbbreviationTable
    /// How texts of each language are folded.
    let styles: [FoldStyle]
    let scratch: ScratchPool
    let scopes = ScopeCache()

    /// What must be true of the columns; checked while the file is verified.
    package static func rules(
        _ file: IndexFile, concepts: Int
    ) throws(IndexFailure) -> [SectionName: ColumnRule] {
        func length(_ name: SectionName) throws(IndexFailure) -> Int { try file.entry(name).length }
        let words = try length(TextSections.wordTextOffsets) / 4 - 1
        return [
            TextSections.lexemeTextOffsets: .offsets(end: try length(TextSections.lexemeTexts)),
            TextSections.lexemeWordOffsets: .offsets(end: try length(TextSections.lexemeWords) / 4),
            TextSections.lexemeWords: .below(words),
            TextSections.documentCodeOffsets: .packedOffsets(end: try length(TextSections.documentCodes) - 4),
            TextSections.concepts: .below(concepts),
            TextSections.profiles: .below(try length(TextSections.profileTable) / 8),
            TextSections.wordTextOffsets: .offsets(end: try length(TextSections.wordTexts)),
            TextSections.postingOffsets: .offsets(end: try length(TextSections.postings) - 4),
            TextSections.postingCounts: .offsets(
                end: Int(try file.column(TextSections.postingCounts, as: UInt32.self).buffer.last ?? 0)),
            TextSections.bitmapRanges: .below(words + 1),
        ]
    }

    /// - Parameters:
    ///   - languages: the tags that `language(_:)` counts through.
    ///   - language: that of descriptions that state none.
    package init(_ file: IndexFile, languages: [String], language: String) throws(IndexFailure) {
        self.file = file
        let counts = try file.column(TextSections.counts, as: UInt32.self, count: 4)
        count = Int(counts[0])
        activeCount = Int(counts[1])
        nameCount = Int(counts[2])
        isByCommonness = counts[3] != 0
        guard activeCount <= nameCount, nameCount <= count else {
            throw file.damaged(TextSections.counts, "its numbers contradict each other")
        }
        lexemeTexts = try file.column(TextSections.lexemeTexts)
        lexemeTextOffsets = try file.column(TextSections.lexemeTextOffsets)
        lexemeCount = lexemeTextOffsets.count - 1
        lexemeWords = try file.column(TextSections.lexemeWords)
        lexemeWordOffsets = try file.column(TextSections.lexemeWordOffsets, count: lexemeCount + 1)
        lexemeWritten = try file.column(TextSections.lexemeWritten, count: lexemeCount)
        codes = try file.column(TextSections.documentCodes)
        codeOffsets = try file.offsets(TextSections.documentCodeOffsets, count: count)
        concepts = try file.narrow(TextSections.concepts, count: count)
        profiles = try file.narrow(TextSections.profiles, count: count)
        let packed: Column<UInt64> = try file.column(TextSections.profileTable)
        profileTable = packed.buffer.map(DescriptionProfile.init(packed:))
        vocabulary = try Vocabulary(file)
        postings = try PostingColumn(file, words: vocabulary.count, activeCount: activeCount)
        abbreviations = try AbbreviationTable(file)
        styles = TextInput.styles(languages, language)
        scratch = ScratchPool(words: (count + 63) / 64)
    }

    /// The concept a document names, by its number in the index.
    @inline(__always)
    package func concept(_ document: Int) -> UInt32 { concepts[document] }

    @inline(__always)
    func profile(_ document: Int) -> DescriptionProfile { profileTable[Int(profiles[document])] }

    package func kind(_ document: Int) -> DescriptionKind { profile(document).kind }

    /// Whether the description itself is active; its concept may not be.
    package func isActive(_ document: Int) -> Bool { profile(document).isActive }

    package func language(_ document: Int) -> Int { Int(profile(document).language) }

    /// Two bits for each of the first eight dialects: 0 not in it, 1 acceptable, 2 preferred.
    package func acceptability(_ document: Int) -> UInt16 { profile(document).acceptability }

    package func caseSignificance(_ document: Int) -> UInt8 { profile(document).caseSignificance }

    func style(_ document: Int) -> FoldStyle {
        let language = Int(profile(document).language)
        return language < styles.count ? styles[language] : .plain
    }
}
