/// One `tag: value` of an OBO file: escapes resolved, what is quoted told apart, and without comment and trailing modifiers.
struct OBOLine {
    var tag = ""
    /// The value; of a quoted one what is between the quotes.
    var value = ""
    /// The words after a quoted value, up to brackets: `EXACT layperson`.
    var words: [String] = []
    /// What stands in brackets after it: `PMID:1, HPO:probinson`.
    var references = ""

    /// Why a line is none.
    struct Failure: Error, Equatable { let reason: String }

    init(_ line: some StringProtocol) throws(Failure) {
        var rest = Substring(line)
        guard let colon = Self.find(":", in: rest) else { throw Failure(reason: "“tag: value” is expected") }
        tag = String(rest[..<colon])
        rest = rest[rest.index(after: colon)...].drop(while: \.isWhitespace)
        if rest.first == "\"" {
            rest.removeFirst()
            guard let end = Self.find("\"", in: rest) else {
                throw Failure(reason: "a quote is opened and never closed")
            }
            value = Self.unescaped(rest[..<end])
            rest = Self.withoutComment(rest[rest.index(after: end)...])
            if let open = Self.find("[", in: rest) {
                words = rest[..<open].split(whereSeparator: \.isWhitespace).map(String.init)
                let inside = rest[rest.index(after: open)...]
                references = Self.unescaped(inside[..<(Self.find("]", in: inside) ?? inside.endIndex)])
            } else {
                words = rest.split(whereSeparator: \.isWhitespace).map(String.init)
            }
        } else {
            value = Self.unescaped(Self.withoutModifiers(Self.withoutComment(rest))[...])
        }
    }

    /// Where a sign stands that no backslash is before.
    private static func find(_ sign: Character, in text: Substring) -> Substring.Index? {
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == sign { return index }
            if text[index] == "\\" { index = text.index(after: index) }
            if index < text.endIndex { index = text.index(after: index) }
        }
        return nil
    }

    /// A comment is ` ! …`; a `!` inside a word is none.
    private static func withoutComment(_ text: Substring) -> Substring {
        var rest = text
        while let mark = find("!", in: rest) {
            if mark == text.startIndex || text[text.index(before: mark)].isWhitespace { return text[..<mark] }
            rest = text[text.index(after: mark)...]
        }
        return text
    }

    /// `{source="…", comment="…"}` at the end qualifies what is said and is no part of it.
    private static func withoutModifiers(_ text: Substring) -> String {
        let text = text.trimmedBlanks
        guard text.hasSuffix("}"), let open = find("{", in: text[...]), open > text.startIndex,
            text[text.index(before: open)].isWhitespace
        else { return text }
        return text[..<open].trimmedBlanks
    }

    private static func unescaped(_ text: Substring) -> String {
        guard text.contains("\\") else { return String(text) }
        var result = ""
        var isEscaped = false
        for character in text {
            if isEscaped {
                switch character {
                case "n": result += "\n"
                case "t": result += "\t"
                case "W": result += " "
                default: result.append(character)
                }
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                result.append(character)
            }
        }
        return result
    }
}
