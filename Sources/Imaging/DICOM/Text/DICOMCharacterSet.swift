/// How the texts of a data set are written: the value of Specific Character Set (PS3.3 C.12.1.1.2).
package struct DICOMCharacterSet: Hashable, Sendable {
    private enum Form: Hashable, Sendable {
        case utf8, gb18030
        /// Sets that escape sequences switch; `upper` is nil if none was named.
        case iso2022(upper: CodeSet?)
    }

    private let form: Form
    /// The sets of two bytes that were named, for writers who forget to call them again behind a delimiter.
    private let doubles: [CodeSet]

    /// ISO 646, which most people fill with what they have.
    package static let standard = DICOMCharacterSet(terms: [])

    /// Takes the defined terms as the file spells them, and as people misspell them.
    package init(terms: [String]) {
        let names = terms.map(Self.plain)
        doubles = names.compactMap(Self.double)
        switch names.first ?? "" {
        case "192", "UTF8": form = .utf8
        case "GB18030", "GBK": form = .gb18030
        case let first: form = .iso2022(upper: Self.upper(first))
        }
    }

    /// The number of the registration, or the name without its punctuation.
    private static func plain(_ term: String) -> String {
        let letters = String(term.uppercased().filter { $0.isLetter || $0.isNumber })
        for prefix in ["ISO2022IR", "ISOIR"] where letters.hasPrefix(prefix) {
            return String(letters.dropFirst(prefix.count))
        }
        return letters
    }

    private static func double(_ name: String) -> CodeSet? {
        switch name {
        case "87": .jisX0208
        case "159": .jisX0212
        case "149": .ksX1001
        case "58": .gb2312
        default: nil
        }
    }

    private static func upper(_ name: String) -> CodeSet? {
        switch name {
        case "100": .latin1
        case "101": .latin2
        case "109": .latin3
        case "110": .latin4
        case "144": .cyrillic
        case "127": .arabic
        case "126": .greek
        case "138": .hebrew
        case "148": .latin5
        case "203": .latin9
        case "166": .thai
        case "13": .katakana
        default: nil
        }
    }

    /// The text of a value. Texts of VRs that do not use the character set are ISO 646.
    package func text(_ raw: UnsafeRawBufferPointer, isName: Bool = false, usesTerms: Bool = true) -> String {
        if raw.allSatisfy({ $0 < 0x80 && $0 != 0x1B }) { return String(decoding: raw, as: UTF8.self) }
        guard usesTerms else { return Self.guess(raw) }
        switch form {
        case .utf8: return Self.guess(raw)
        case .gb18030: return Self.gb18030(raw)
        case .iso2022(let upper):
            if upper == nil, doubles.isEmpty, !raw.contains(0x1B) { return Self.guess(raw) }
            var reader = ISO2022Reader(upper: upper, doubles: doubles, isName: isName)
            return reader.text(raw)
        }
    }

    /// UTF-8 if it can be, else Latin-1, which reads everything.
    private static func guess(_ raw: UnsafeRawBufferPointer) -> String {
        if let text = String(validating: raw, as: UTF8.self) { return text }
        var text = String.UnicodeScalarView()
        for byte in raw { text.append(Unicode.Scalar(byte)) }
        return String(text)
    }

    private static func gb18030(_ raw: UnsafeRawBufferPointer) -> String {
        var text = String.UnicodeScalarView()
        var index = 0
        while index < raw.count {
            let first = raw[index]
            if first < 0x80 {
                text.append(Unicode.Scalar(first))
                index += 1
            } else if index + 1 < raw.count, let character = GB18030.character(first, raw[index + 1]) {
                text.append(character)
                index += 2
            } else if index + 3 < raw.count,
                let character = GB18030.character((first, raw[index + 1], raw[index + 2], raw[index + 3]))
            {
                text.append(character)
                index += 4
            } else {
                text.append("\u{FFFD}")
                index += 1
            }
        }
        return String(text)
    }
}
