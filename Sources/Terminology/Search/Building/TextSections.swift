/// Writes the text part of an index: all names of a release, and what finds them as one types.
///
/// 1. Each text is cut at its blanks; each distinct piece, a *lexeme*, is stored once, and a text is the codes of its
///    lexemes. That is a fifth of the texts' size, gives them back byte for byte, and is at once the list of words that
///    a candidate is checked against.
/// 2. Descriptions, called *documents* here, are numbered in the order in which they shall be shown (`DocumentOrder`).
/// 3. For each folded word the documents that hold it, and for each beginning of words that many documents hold a bitmap.
package enum TextSections {
    static let lexemeTexts: SectionName = "t.lex"
    static let lexemeTextOffsets: SectionName = "t.lex.o"
    static let lexemeWords: SectionName = "t.lexw"
    static let lexemeWordOffsets: SectionName = "t.lexw.o"
    /// How many words each lexeme is when it is typed.
    static let lexemeWritten: SectionName = "t.lexw.n"
    static let documentCodes: SectionName = "t.doc"
    static let documentCodeOffsets: SectionName = "t.doc.o"
    static let concepts: SectionName = "t.con"
    static let profiles: SectionName = "t.prof"
    static let profileTable: SectionName = "t.prof.t"
    static let wordTexts: SectionName = "t.word"
    static let wordTextOffsets: SectionName = "t.word.o"
    static let postings: SectionName = "t.post"
    static let postingOffsets: SectionName = "t.post.o"
    /// How many active documents the words before each have together.
    static let postingCounts: SectionName = "t.post.n"
    static let bitmapRanges: SectionName = "t.bits.r"
    static let bitmaps: SectionName = "t.bits"
    static let abbreviations: SectionName = "t.abbr"
    /// Documents; those found by typing; with those that are inactive; 1 where the commonness of concepts counts.
    static let counts: SectionName = "t.n"

    /// Beginnings of words that more active documents hold have a bitmap: to collect fewer takes 30 µs at most.
    static let bitmapThreshold = 16_000

    /// - Returns: the document of each description row, every number once.
    package static func build(
        _ input: TextInput, to writer: SectionWriter, progress: ImportProgress = ImportProgress()
    ) throws -> [UInt32] {
        let whole = 5
        func step(_ number: Int) throws {
            if progress.isCancelled() { throw CancellationError() }
            progress.report(.terms, number, whole)
        }
        try step(0)
        let pieces = TextPieces(input)
        let lexemes = pieces.table
        // The commonest first, so that they have the shortest codes; equally common ones by their texts.
        let alphabet = pieces.alphabet()
        let order = (0..<UInt32(lexemes.count)).sorted {
            let (left, right) = (lexemes.frequencies[Int($0)], lexemes.frequencies[Int($1)])
            return left != right ? left > right : alphabet[Int($0)] < alphabet[Int($1)]
        }
        var codes = [UInt32](repeating: 0, count: lexemes.count)
        for (code, lexeme) in order.enumerated() { codes[Int(lexeme)] = UInt32(code) }
        try step(1)
        let ranked = DocumentOrder(input, lexemes: pieces.pieces, starts: pieces.starts, places: alphabet)
        var documents = [UInt32](repeating: 0, count: ranked.rows.count)
        for (document, row) in ranked.rows.enumerated() { documents[Int(row)] = UInt32(document) }
        try step(2)
        try writeDocuments(input, ranked, pieces, codes: codes, to: writer)
        try writeProfiles(input, ranked, to: writer)
        try writer.write(abbreviations, Abbreviations.harvest(input, ranked))
        try step(3)
        let words = LexemeWords(lexemes, order: order)
        try writeLexemes(lexemes, order, words, to: writer)
        try step(4)
        let postings = Postings(ranked, pieces, codes: codes, words: words)
        try postings.write(words.vocabulary, to: writer)
        try writer.write(
            counts,
            [
                UInt32(ranked.rows.count), UInt32(ranked.activeCount), UInt32(ranked.nameCount),
                input.commonness.contains { $0 > 0 } ? 1 : 0,
            ])
        try step(5)
        return documents
    }

    private static func writeDocuments(
        _ input: TextInput, _ ranked: DocumentOrder, _ pieces: TextPieces, codes: [UInt32], to writer: SectionWriter
    ) throws {
        var stream: [UInt8] = []
        stream.reserveCapacity(pieces.pieces.count * 3 / 2)
        var offsets: [UInt32] = [0]
        offsets.reserveCapacity(ranked.rows.count + 1)
        var concepts: [UInt32] = []
        concepts.reserveCapacity(ranked.rows.count)
        for row in ranked.rows {
            for piece in pieces.starts[Int(row)]..<pieces.starts[Int(row) + 1] {
                Varint.append(code: codes[Int(pieces.pieces[Int(piece)])], to: &stream)
            }
            offsets.append(UInt32(stream.count))
            concepts.append(input.ordinals[Int(input.descriptions.concept[Int(row)])])
        }
        try writer.writeOffsets(documentCodeOffsets, offsets)
        // What is read behind the last code.
        stream += [0, 0, 0, 0]
        try writer.write(documentCodes, stream)
        try writer.writeNarrow(Self.concepts, concepts)
    }

    private static func writeProfiles(
        _ input: TextInput, _ ranked: DocumentOrder, to writer: SectionWriter
    ) throws {
        var numbers: [UInt64: UInt32] = [:]
        var table: [UInt64] = []
        var last: (profile: UInt64, number: UInt32) = (.max, 0)
        let column = ranked.rows.map { row in
            let profile = DescriptionProfile(input, row: Int(row)).packed
            if profile != last.profile {
                let number = numbers[profile] ?? UInt32(table.count)
                if number == table.count {
                    table.append(profile)
                    numbers[profile] = number
                }
                last = (profile, number)
            }
            return last.number
        }
        try writer.writeNarrow(profiles, column)
        try writer.write(profileTable, table)
    }

    private static func writeLexemes(
        _ lexemes: LexemeTable, _ order: [UInt32], _ words: LexemeWords, to writer: SectionWriter
    ) throws {
        var texts: [UInt8] = []
        var offsets: [UInt32] = [0]
        for lexeme in order {
            texts.append(contentsOf: lexemes.text(Int(lexeme)))
            offsets.append(UInt32(texts.count))
        }
        try writer.write(lexemeTexts, texts)
        try writer.write(lexemeTextOffsets, offsets)
        try writer.write(lexemeWords, words.words)
        try writer.write(lexemeWordOffsets, words.starts)
        try writer.write(lexemeWritten, words.written)
    }
}
