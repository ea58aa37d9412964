/// What each letter of a text becomes before texts are compared: lower case, without marks.
///
/// A table for the first 12 288 scalars; up to four bytes of UTF-8 an entry.
struct Folding: Sendable {
    /// What stands in the table for all that is neither letter nor digit.
    static let separator: UInt32 = 0
    /// What stands there for marks, which are left out.
    static let nothing: UInt32 = 1

    private let entries: [UInt32]

    private static let bound = 0x3000
    private static let tables = FoldStyle.allCases.map { Folding(keeping: $0.kept) }

    /// The table of a style.
    static func of(_ style: FoldStyle) -> Folding { tables[Int(style.rawValue)] }

    private init(keeping kept: String) {
        var entries = [UInt32](repeating: Self.separator, count: Self.bound)
        for number in 0..<UInt32(Self.bound) {
            guard let scalar = Unicode.Scalar(number) else { continue }
            entries[Int(number)] = Self.unlisted(scalar)
        }
        for entry in FoldTable.entries.utf8.split(separator: UInt8(ascii: " ")) {
            let scalars = String(decoding: entry, as: UTF8.self).unicodeScalars
            guard let first = scalars.first, Int(first.value) < Self.bound else { continue }
            entries[Int(first.value)] = Self.packed(entry.dropFirst(first.utf8.count))
        }
        for scalar in kept.unicodeScalars {
            entries[Int(scalar.value)] = Self.packed(scalar.properties.lowercaseMapping.utf8)
        }
        self.entries = entries
    }

    /// The bytes of a scalar's fold, the first one lowest, or `separator` or `nothing`.
    @inline(__always)
    func callAsFunction(_ scalar: UInt32) -> UInt32 {
        if scalar < UInt32(Self.bound) { return entries[Int(scalar)] }
        return Self.far(scalar)
    }

    /// Whether a scalar stands for a word of its own, as in Chinese and Japanese, which write no blanks.
    static func isIdeograph(_ scalar: UInt32) -> Bool {
        (0x3040...0x30FF).contains(scalar) || (0x3400...0x9FFF).contains(scalar) || (0x20000...0x3FFFF).contains(scalar)
    }

    private static func far(_ number: UInt32) -> UInt32 {
        switch number {
        // Forms of full width lie as ASCII does.
        case 0xFF01...0xFF5E: return of(.plain)(number - 0xFEE0)
        case 0xFB00: return packed("ff".utf8)
        case 0xFB01: return packed("fi".utf8)
        case 0xFB02: return packed("fl".utf8)
        case 0xFB03: return packed("ffi".utf8)
        case 0xFB04: return packed("ffl".utf8)
        case 0xFB05, 0xFB06: return packed("st".utf8)
        default: return Unicode.Scalar(number).map(unlisted) ?? separator
        }
    }

    private static func unlisted(_ scalar: Unicode.Scalar) -> UInt32 {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter: packed(scalar.properties.lowercaseMapping.utf8)
        case .lowercaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber:
            packed(String(scalar).utf8)
        case .nonspacingMark, .enclosingMark: nothing
        case .spacingMark: packed(String(scalar).utf8)
        default: separator
        }
    }

    private static func packed(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var entry: UInt32 = 0
        for (index, byte) in bytes.prefix(4).enumerated() { entry |= UInt32(byte) << UInt32(index * 8) }
        return entry
    }
}
