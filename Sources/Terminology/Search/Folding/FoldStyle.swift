/// Which letters count as the same, by language: where å is a letter of its own, `å` does not find `a`.
enum FoldStyle: UInt8, Sendable, CaseIterable {
    /// All marks are taken away.
    case plain
    /// As `plain`; British and American spellings find each other.
    case english
    /// ß is ss as everywhere; ä is also ae.
    case german
    /// Danish and Norwegian keep æ, ø and å.
    case danish
    /// Swedish and Finnish keep å, ä and ö.
    case swedish

    /// - Parameter language: BCP 47.
    init(language: String) {
        switch language.split(separator: "-").first?.lowercased() {
        case "en": self = .english
        case "de": self = .german
        case "da", "no", "nb", "nn": self = .danish
        case "sv", "fi": self = .swedish
        default: self = .plain
        }
    }

    /// Styles that fold what is typed alike share a table.
    var kept: String {
        switch self {
        case .plain, .english, .german: ""
        case .danish: "æøåÆØÅ"
        case .swedish: "åäöÅÄÖ"
        }
    }
}
