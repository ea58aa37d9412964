/// Splits English text into the tokens of the Penn Treebank, as training tools for entity recognition expect them.
///
/// The conventions: punctuation stands alone, `n't`, `'ll`, `'s` and the like are cut off, a few joined words (`cannot`,
/// `gonna`) are cut in two, and a full stop stands alone only at the end of the text. Works on code points; a token is
/// a range of them.
///
/// It works on the text with marks for “cut before this code point”, and each rule in turn sets marks. A rule that looks
/// for a space takes a mark for one. The order of the rules is that of the Treebank's own script.
struct TreebankTokenizer {
    private let text: [Unicode.Scalar]
    /// Whether there is a cut before each code point; one more than there are code points.
    private var cuts: [Bool]

    static func tokens(of text: [Unicode.Scalar]) -> [Range<Int>] {
        var tokenizer = TreebankTokenizer(text: text, cuts: Array(repeating: false, count: text.count + 1))
        tokenizer.cutQuotes()
        tokenizer.cutPunctuation()
        tokenizer.cutFinalStop()
        tokenizer.cutApostrophes()
        tokenizer.cutBrackets()
        tokenizer.cutClitics()
        tokenizer.cutJoinedWords()
        return tokenizer.ranges()
    }

    private func ranges() -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start: Int?
        for index in 0...text.count {
            let isSpace = index == text.count || text[index].properties.isWhitespace
            if let begin = start, isSpace || cuts[index] {
                ranges.append(begin..<index)
                start = nil
            }
            if !isSpace, start == nil { start = index }
        }
        return ranges
    }

    /// Cuts a code point, or several, off from both sides.
    private mutating func isolate(_ range: Range<Int>) {
        cuts[range.lowerBound] = true
        cuts[range.upperBound] = true
    }

    private func character(_ index: Int) -> Unicode.Scalar? { text.indices.contains(index) ? text[index] : nil }

    /// Whether a space stands before a code point: a real one, or a cut.
    private func isSpaceBefore(_ index: Int) -> Bool { cuts[index] || character(index - 1) == " " }

    /// Whether a space stands at an index: a real one, a cut, or the end of the text.
    private func isSpace(_ index: Int) -> Bool {
        index >= text.count || cuts[index] || text[index] == " "
    }

    /// Quotes of all kinds stand alone, as do ``` `` ``` and `''`.
    private mutating func cutQuotes() {
        var index = 0
        while index < text.count {
            let next = character(index + 1)
            if text[index] == "\"" {
                isolate(index..<index + 1)
            } else if text[index] == "`" && next == "`" || text[index] == "'" && next == "'" {
                isolate(index..<index + 2)
                index += 1
            }
            index += 1
        }
    }

    private mutating func cutPunctuation() {
        var index = 0
        // Of two in a row the first takes the second for the character that follows it, so the second is not cut off.
        while index < text.count {
            guard text[index] == ":" || text[index] == "," else {
                index += 1
                continue
            }
            let next = character(index + 1)
            if next.map({ $0.properties.numericType != .decimal }) ?? true {
                isolate(index..<index + 1)
                index += 2
            } else {
                index += 1
            }
        }
        index = 0
        while index < text.count {
            switch text[index] {
            case "." where character(index + 1) == "." && character(index + 2) == ".":
                isolate(index..<index + 3)
                index += 3
            case ";", "@", "#", "$", "/", "%", "&", "?", "!":
                isolate(index..<index + 1)
                index += 1
            default: index += 1
            }
        }
    }

    /// The full stop that ends the text stands alone, with closing brackets and quotes after it.
    private mutating func cutFinalStop() {
        var end = text.count
        while end > 0, text[end - 1].properties.isWhitespace { end -= 1 }
        var stop = end
        while stop > 0, Self.closing.contains(text[stop - 1]) { stop -= 1 }
        guard stop > 1, text[stop - 1] == ".", text[stop - 2] != "." else { return }
        // A mark for a cut is no closing bracket: what was cut off before ends the search.
        guard !(stop..<end).contains(where: { cuts[$0] && text[$0] != "\"" && $0 > stop }) else { return }
        isolate(stop - 1..<stop)
    }

    private static let closing: Set<Unicode.Scalar> = ["]", ")", "}", ">", "\"", "'"]

    /// An apostrophe before a space stands alone.
    private mutating func cutApostrophes() {
        for index in text.indices where text[index] == "'" && index > 0 && text[index - 1] != "'" {
            if index + 1 < text.count, cuts[index + 1] || text[index + 1] == " " { isolate(index..<index + 1) }
        }
    }

    private mutating func cutBrackets() {
        var index = 0
        for index in text.indices where "[](){}<>".unicodeScalars.contains(text[index]) { isolate(index..<index + 1) }
        while index < text.count {
            if text[index] == "-" && character(index + 1) == "-" {
                isolate(index..<index + 2)
                index += 1
            }
            index += 1
        }
    }

    /// `'s`, `'m`, `'d` and a closing apostrophe before a space; then `'ll`, `'re`, `'ve` and `n't`.
    private mutating func cutClitics() {
        for index in text.indices where text[index] == "'" && mayBeCut(index) {
            if isSpace(index + 1) {
                cuts[index] = true
            } else if let next = character(index + 1), "sSmMdD".unicodeScalars.contains(next), isSpace(index + 2) {
                cuts[index] = true
            }
        }
        for index in text.indices where mayBeCut(index) {
            for clitic in Self.clitics where text[index...].starts(with: clitic) && isSpace(index + clitic.count) {
                cuts[index] = true
            }
        }
    }

    /// Whether something that is neither a space nor an apostrophe stands before.
    private func mayBeCut(_ index: Int) -> Bool { index > 0 && !isSpaceBefore(index) && text[index - 1] != "'" }

    private static let clitics: [[Unicode.Scalar]] = [
        "'ll", "'LL", "'re", "'RE", "'ve", "'VE", "n't", "N'T",
    ].map { Array($0.unicodeScalars) }

    /// Two words written as one.
    private mutating func cutJoinedWords() {
        for (first, second, needsSpace) in Self.joined {
            // What one rule cuts is no word boundary to the same rule.
            var found: [Int] = []
            for index in text.indices {
                guard matches(first, at: index), matches(second, at: index + first.count) else { continue }
                let end = index + first.count + second.count
                let isWhole = needsSpace ? isSpace(end) || text[end].properties.isWhitespace : isBoundary(end)
                let isStart = first.first == "'" ? index == 0 || isSpaceBefore(index) : isBoundary(index)
                if isWhole, isStart { found.append(index) }
            }
            for index in found {
                isolate(index..<index + first.count + second.count)
                cuts[index + first.count] = true
            }
        }
    }

    private static let joined: [([Unicode.Scalar], [Unicode.Scalar], needsSpace: Bool)] = [
        ("can", "not", false), ("d", "'ye", false), ("gim", "me", false), ("gon", "na", false), ("got", "ta", false),
        ("lem", "me", false), ("more", "'n", false), ("wan", "na", true), ("'t", "is", false), ("'t", "was", false),
    ].map { (Array($0.0.unicodeScalars), Array($0.1.unicodeScalars), $0.2) }

    private func matches(_ word: [Unicode.Scalar], at index: Int) -> Bool {
        guard index + word.count <= text.count else { return false }
        for (offset, expected) in word.enumerated() {
            if offset > 0, cuts[index + offset] { return false }
            let found = text[index + offset]
            guard found == expected || found.isASCII && found.value | 0x20 == expected.value else { return false }
        }
        return true
    }

    /// Whether a word begins or ends at an index.
    private func isBoundary(_ index: Int) -> Bool {
        if cuts[index] { return true }
        return isWord(character(index - 1)) != isWord(character(index))
    }

    private func isWord(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return false }
        return scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
