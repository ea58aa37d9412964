extension ICDReference {
    /// The codes that a note names: those in brackets, and where none are, those in the text.
    static func all(in note: String) -> [ICDReference] {
        var found: [ICDReference] = []
        var rest = note[...]
        while let open = rest.firstIndex(of: "(") {
            let inside = rest[rest.index(after: open)...]
            guard let close = inside.firstIndex(of: ")") else { break }
            found += parse(inside[..<close])
            rest = inside[inside.index(after: close)...]
        }
        return found.isEmpty ? parse(note[...]) : found
    }

    private static func parse(_ text: Substring) -> [ICDReference] {
        // “with” says more of what stands before it, and of nothing after the next one.
        let parts = text.split(separator: " with ", omittingEmptySubsequences: false)
        var references = codes(in: parts[0])
        for part in parts.dropFirst() {
            let words = part.split(separator: " ").map(String.init)
            let condition = condition(words)
            for index in references.indices where references[index].condition == .none {
                references[index].condition = condition
            }
        }
        return references
    }

    /// Single codes and ranges, `S06.1- to S06.6-` too.
    private static func codes(in text: Substring) -> [ICDReference] {
        var references: [ICDReference] = []
        var rest = text
        var isRange = false
        var isBetween = true
        while let character = rest.first {
            guard isBetween, let (code, length) = code(at: rest) else {
                isBetween = !(character.isLetter || character.isNumber)
                if character.isLetter || character.isNumber || character == "," || character == ";" {
                    isRange = rest.hasPrefix("to ") || rest.hasPrefix("o ") && isRange
                } else if character == "-" || character == "–" {
                    isRange = true
                }
                rest.removeFirst()
                continue
            }
            if isRange, let last = references.last, last.first == last.last, last.first < code {
                references[references.count - 1].last = code
            } else {
                references.append(ICDReference(first: code, last: code))
            }
            rest = rest.dropFirst(length)
            // `J40-J47` is a range, `E10.-` and `E10.1-` are not: their hyphen stands for more characters.
            isRange = false
            isBetween = true
            if rest.hasPrefix(".-") {
                rest = rest.dropFirst(2)
                isRange = rest.first?.isLetter == true
            }
            if rest.hasPrefix("-"), !(rest.dropFirst().first?.isLetter ?? false) {
                rest = rest.dropFirst()
                isRange = rest.hasPrefix("-")
            }
        }
        return references
    }

    /// A code without its dot, and how many characters it takes.
    private static func code(at text: Substring) -> (String, Int)? {
        let head = Array(text.prefix(10).utf8)
        guard head.count >= 3, ICDCode.isLetter(head[0]), ICDCode.isDigit(head[1]),
            ICDCode.isDigit(head[2]) || ICDCode.isLetter(head[2])
        else { return nil }
        var length = 3
        if length < head.count, head[length] == 0x2E {
            var end = length + 1
            while end < head.count, end - length <= 4, ICDCode.isDigit(head[end]) || ICDCode.isLetter(head[end]) {
                end += 1
            }
            if end > length + 1 { length = end }
        }
        if length < head.count, ICDCode.isDigit(head[length]) || isLetter(head[length]) { return nil }
        return (String(decoding: head[..<length], as: UTF8.self).replacing(".", with: ""), length)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { ICDCode.isLetter(byte & 0xDF) }

    private static let places = [
        "fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "fifth-character": 5, "six": 6, "sixth": 6, "6th": 6, "seventh": 7,
        "7th": 7,
    ]

    /// “fifth or sixth character 1-4 or 6”, “.51-.52”, “final characters -23”.
    private static func condition(_ words: [String]) -> Condition {
        let fillers: Set<String> = ["or", "character", "characters", "and", "to"]
        let head = words.prefix { places[$0] != nil || fillers.contains($0) }
        let values = words.dropFirst(head.count).filter { !fillers.contains($0) }
        let positions = head.compactMap { places[$0] }
        if !positions.isEmpty {
            guard !values.isEmpty, !head.contains("to") else { return .unclear }
            var allowed: Set<Character> = []
            for value in values {
                guard let characters = characters(value) else { return .unclear }
                allowed.formUnion(characters)
            }
            return .character(at: positions, allowed)
        }
        if words.first == "final", let end = words.last, end.hasPrefix("-") { return .ends(String(end.dropFirst())) }
        if !values.isEmpty, values.allSatisfy({ $0.hasPrefix(".") }) {
            var beginnings: [String] = []
            for value in values { beginnings += subdivisions(value) }
            return .subdivision(beginnings)
        }
        if values.count == 1, values[0].utf8.count == 1, values[0].first?.isNumber == true { return .ends(values[0]) }
        return .unclear
    }

    /// `5`, `1-4`, `.6`, `B`.
    private static func characters(_ value: String) -> [Character]? {
        let text = value.filter { $0 != "." && $0 != "," && $0 != ";" }
        let ends = text.split(separator: "-")
        if ends.count == 2, let first = Int(ends[0]), let last = Int(ends[1]), 0...9 ~= first, first...9 ~= last {
            return (first...last).compactMap { String($0).first }
        }
        guard text.count == 1, let only = text.first, only.isNumber || only.isUppercase else { return nil }
        return [only]
    }

    /// `.51-.52` as `51` and `52`, `.61-` as `61`.
    private static func subdivisions(_ value: String) -> [String] {
        let ends = value.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map(String.init)
        guard ends.count == 2, let first = Int(ends[0]), let last = Int(ends[1]), first < last, last - first < 100,
            value.contains("-")
        else { return ends }
        return (first...last).map { String($0) }
    }
}
