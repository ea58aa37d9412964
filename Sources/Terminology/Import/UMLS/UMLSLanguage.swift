/// The languages of the UMLS as BCP 47 has them.
enum UMLSLanguage {
    static func tag(_ name: String) -> String { tags[name] ?? "und" }

    private static let tags = [
        "ENG": "en", "SPA": "es", "FRE": "fr", "GER": "de", "DUT": "nl", "ITA": "it", "POR": "pt", "JPN": "ja",
        "CHI": "zh",
        "RUS": "ru", "CZE": "cs", "SWE": "sv", "FIN": "fi", "NOR": "no", "DAN": "da", "HUN": "hu", "KOR": "ko",
        "POL": "pl",
        "TUR": "tr", "GRE": "el", "HEB": "he", "LAV": "lv", "EST": "et", "BAQ": "eu", "SCR": "hr", "UKR": "uk",
        "ARA": "ar",
    ]
}
