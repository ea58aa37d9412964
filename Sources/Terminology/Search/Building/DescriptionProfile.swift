/// All that is known of a description in few bits; a release has a few dozen different ones.
struct DescriptionProfile: Sendable, Equatable {
    var kind: DescriptionKind
    var isActive: Bool
    var language: UInt8
    var acceptability: UInt16
    var caseSignificance: UInt8

    init(_ input: TextInput, row: Int) {
        kind = input.descriptions.kind[row]
        isActive = input.descriptions.isActive[row]
        language = UInt8(clamping: input.language(row))
        acceptability = input.acceptability(row)
        caseSignificance =
            row < input.descriptions.caseSignificance.count ? input.descriptions.caseSignificance[row] : 0
    }

    init(packed: UInt64) {
        kind = DescriptionKind(rawValue: UInt8(packed & 0xFF)) ?? .synonym
        isActive = packed >> 8 & 1 != 0
        language = UInt8(packed >> 16 & 0xFF)
        caseSignificance = UInt8(packed >> 24 & 0xFF)
        acceptability = UInt16(packed >> 32 & 0xFFFF)
    }

    var packed: UInt64 {
        UInt64(kind.rawValue) | (isActive ? 1 << 8 : 0) | UInt64(language) << 16 | UInt64(caseSignificance) << 24
            | UInt64(acceptability) << 32
    }

    /// Whether it is the preferred name in a dialect: by the dialect's own rating, or by kind where no dialect rates it.
    func isPreferred(dialect: Int) -> Bool {
        guard kind != .fullySpecified, kind != .definition else { return false }
        if dialect < 8, acceptability >> UInt16(dialect * 2) & 3 == 2 { return true }
        return kind == .preferred && acceptability == 0
    }
}
