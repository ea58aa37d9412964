/// How the bytes of a text file become characters.
package enum TextEncoding: String, Sendable, Equatable, CaseIterable {
    /// UTF-8, or UTF-16 where a byte order mark says so; anything else is refused.
    case detected
    case utf8
    case latin1
    case windows1252

    /// Reads the name of an encoding as people write it: `Latin-1`, `ISO-8859-1`, `cp1252`…
    package init?(named name: String) {
        let plain = name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        switch plain {
        case "", "auto", "detected", "utf16": self = .detected
        case "utf8": self = .utf8
        case "latin1", "iso88591", "l1": self = .latin1
        case "windows1252", "cp1252", "ansi", "win1252": self = .windows1252
        default: return nil
        }
    }
}
