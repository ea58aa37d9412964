/// What kind of value an element has (PS3.5 §6.2).
package enum DICOMVR: String, CaseIterable, Sendable {
    // The standard's own letters; in lower case two of them would be keywords.
    // swift-format-ignore: AlwaysUseLowerCamelCase
    case AE, AS, AT, CS, DA, DS, DT, FL, FD, IS, LO, LT, OB, OD, OF, OL, OV, OW, PN, SH, SL, SQ, SS, ST, SV, TM, UC, UI,
        UL, UN, UR, US, UT, UV

    /// The two letters as the file has them; nil for letters that no edition of the standard knows.
    package init?(letters first: UInt8, _ second: UInt8) {
        guard let vr = Self.byLetters[UInt16(first) << 8 | UInt16(second)] else { return nil }
        self = vr
    }

    /// Whether an explicit header has two reserved bytes and a length of 32 bits (PS3.5 §7.1.2).
    package var hasLongLength: Bool {
        switch self {
        case .OB, .OD, .OF, .OL, .OV, .OW, .SQ, .SV, .UC, .UN, .UR, .UT, .UV: true
        default: false
        }
    }

    /// Whether the value is characters.
    package var isText: Bool {
        switch self {
        case .AE, .AS, .CS, .DA, .DS, .DT, .IS, .LO, .LT, .PN, .SH, .ST, .TM, .UC, .UI, .UR, .UT: true
        default: false
        }
    }

    /// Whether the characters are those of the Specific Character Set (PS3.5 §6.1.2.2).
    package var hasCharacterSet: Bool {
        switch self {
        case .LO, .LT, .PN, .SH, .ST, .UC, .UT: true
        default: false
        }
    }

    /// Whether a backslash in the text divides values; in long texts it is a letter.
    package var hasSeveralTexts: Bool {
        switch self {
        case .LT, .ST, .UR, .UT: false
        default: isText
        }
    }

    /// Bytes of one binary number, nil for everything else.
    package var numberSize: Int? {
        switch self {
        case .SS, .US, .OW: 2
        case .AT, .FL, .OF, .OL, .SL, .UL: 4
        case .FD, .OD, .OV, .SV, .UV: 8
        default: nil
        }
    }

    /// Whether the value is opaque bytes or an array too long to print.
    package var isBulk: Bool {
        switch self {
        case .OB, .OD, .OF, .OL, .OV, .OW, .UN: true
        default: false
        }
    }

    private static let byLetters = Dictionary(
        uniqueKeysWithValues: allCases.map { vr in
            (vr.rawValue.utf8.reduce(UInt16(0)) { $0 << 8 | UInt16($1) }, vr)
        })
}
