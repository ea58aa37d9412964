/// Compares texts with a search term of an expression. It keeps room to work in: one a thread.
final class TermMatcher {
    private let term: SearchTerm
    /// Concrete values are compared letter by letter unless `match:` is written.
    private let isExact: Bool
    private var splitters: [WordSplitter?] = Array(repeating: nil, count: FoldStyle.allCases.count)
    /// The folded words, or the folded pieces of a pattern, by style.
    private var wanted: [[[UInt8]]?] = Array(repeating: nil, count: FoldStyle.allCases.count)
    private var folded: [UInt8] = []

    init(_ term: SearchTerm, isExact: Bool = false) {
        self.term = term
        self.isExact = isExact
    }

    func matches(_ text: String, style: FoldStyle = .plain) -> Bool {
        if isExact, case .words(let wanted, isNamed: false) = term { return text == wanted }
        var text = text
        return text.withUTF8 { matches($0, style: style) }
    }

    func matches(_ text: UnsafeBufferPointer<UInt8>, style: FoldStyle) -> Bool {
        let pieces = wanted(style)
        switch term {
        case .words: return hasWords(pieces, text, style)
        case .pattern:
            FoldedText.fold(text, Folding.of(style), into: &folded)
            return Self.isLike(folded, pieces)
        }
    }

    private func wanted(_ style: FoldStyle) -> [[UInt8]] {
        let place = Int(style.rawValue)
        if let made = wanted[place] { return made }
        let made: [[UInt8]]
        switch term {
        case .words(var words, _):
            var splitter = WordSplitter(style: style)
            words.withUTF8 { splitter.split($0) }
            made = splitter.words.map { Array(splitter.bytes($0)) }
        case .pattern(let pieces):
            made = pieces.map { piece in
                var piece = piece
                var folded: [UInt8] = []
                piece.withUTF8 { FoldedText.fold($0, Folding.of(style), into: &folded) }
                return folded
            }
        }
        wanted[place] = made
        return made
    }

    private func hasWords(_ wanted: [[UInt8]], _ text: UnsafeBufferPointer<UInt8>, _ style: FoldStyle) -> Bool {
        // Of nothing but signs there is no word to look for.
        guard !wanted.isEmpty else { return false }
        let place = Int(style.rawValue)
        var splitter = splitters[place] ?? WordSplitter(style: style)
        splitters[place] = nil
        defer { splitters[place] = splitter }
        splitter.split(text)
        return wanted.allSatisfy { word in
            splitter.words.contains { found in
                let bytes = splitter.bytes(found)
                if bytes.starts(with: word) { return true }
                // The digits behind a decimal point are a word too.
                guard let point = bytes.firstIndex(of: UInt8(ascii: ".")) else { return false }
                return bytes[(point + 1)...].starts(with: word)
            }
        }
    }

    /// Whether a text is the pieces in their order, with anything between them.
    static func isLike(_ text: [UInt8], _ pieces: [[UInt8]]) -> Bool {
        guard let first = pieces.first, let last = pieces.last else { return false }
        if pieces.count == 1 { return text == first }
        guard text.count >= first.count + last.count, text.starts(with: first),
            text.suffix(last.count).elementsEqual(last)
        else { return false }
        var at = first.count
        let end = text.count - last.count
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            while at + piece.count <= end, !text[at..<at + piece.count].elementsEqual(piece) { at += 1 }
            guard at + piece.count <= end else { return false }
            at += piece.count
        }
        return true
    }
}
