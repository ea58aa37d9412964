/// A name with a Repeater's flags in it, which stand for any text.
struct NamePattern {
    private let parts: [Substring]

    init(_ name: String, flags: [String]) {
        var parts: [Substring] = [name[...]]
        for flag in flags where !flag.isEmpty {
            parts = parts.flatMap { Self.split($0, at: flag) }
        }
        self.parts = parts
    }

    func matches(_ name: String) -> Bool {
        guard let first = parts.first, let last = parts.last, name.hasPrefix(first) else { return false }
        guard parts.count > 1 else { return name == first }
        var rest = name.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let end = Self.firstRange(of: part, in: rest)?.upperBound else { return false }
            rest = rest[end...]
        }
        return rest.hasSuffix(last)
    }

    private static func split(_ text: Substring, at flag: String) -> [Substring] {
        var pieces: [Substring] = []
        var rest = text
        while let range = firstRange(of: flag[...], in: rest) {
            pieces.append(rest[..<range.lowerBound])
            rest = rest[range.upperBound...]
        }
        return pieces + [rest]
    }

    private static func firstRange(of needle: Substring, in text: Substring) -> Range<Substring.Index>? {
        var start = text.startIndex
        while true {
            if text[start...].hasPrefix(needle) { return start..<text.index(start, offsetBy: needle.count) }
            guard start < text.endIndex else { return nil }
            start = text.index(after: start)
        }
    }
}
