/// The tags of language reference sets, and which of them are kept.
enum SnomedDialects {
    /// Two bits each must fit 16.
    static let most = 8

    private static let known: [UInt64: String] = [
        SnomedConstants.american: "en-US",
        SnomedConstants.british: "en-GB",
        32_570_271_000_036_106: "en-AU",
        19_491_000_087_109: "en-CA",
        21_000_220_103: "en-IE",
        271_000_210_107: "en-NZ",
        999_001_261_000_000_100: "en-GB-x-clinical",
        999_000_691_000_001_104: "en-GB-x-pharmacy",
        999_000_671_000_001_103: "en-GB-x-dmd",
        448_879_004: "es",
        450_828_004: "es-AR",
        5_641_000_179_103: "es-UY",
        722_130_004: "de",
        722_131_000: "fr",
        21_000_172_104: "fr-BE",
        20_581_000_087_109: "fr-CA",
        722_129_009: "ja",
        722_128_001: "zh",
        31_000_172_101: "nl-BE",
        31_000_146_106: "nl-NL",
        554_461_000_005_103: "da-DK",
        46_011_000_052_107: "sv-SE",
        61_000_202_103: "nb-NO",
        91_000_202_106: "nn-NO",
        71_000_181_105: "et-EE",
        2_041_000_195_100: "de-CH",
        2_021_000_195_106: "fr-CH",
        2_031_000_195_108: "it-CH",
    ]

    /// The tag of a set: a known one, else by the names of its files, `der2_cRefset_LanguageSnapshot-de_AT1000234_…`.
    static func tag(of set: LanguageTable.Set) -> String {
        if let tag = known[set.code] { return tag }
        let language = set.language.isEmpty ? "und" : set.language
        let country = String(set.edition.prefix(2)).uppercased()
        guard set.edition != "INT", !language.contains("-"), country.utf8.count == 2,
            country.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A })
        else { return language }
        return "\(language)-\(country)"
    }

    /// Which sets are kept, in order: that of the edition, then the most complete of a language other than English, then American
    /// and British English, then by size.
    static func order(_ sets: [LanguageTable.Set], edition: SnomedEdition, concepts: Int) -> [Int] {
        let tags = sets.map { tag(of: $0) }
        func rank(_ index: Int) -> Int {
            let tag = tags[index]
            // A translation that names half of the concepts is what its readers want to see.
            let isComplete = sets[index].preferred * 2 >= concepts
            if tag == edition.dialect || tag.hasPrefix(edition.dialect + "-x-"), isComplete { return 0 }
            if !tag.hasPrefix("en"), isComplete { return 1 }
            return tag == "en-US" ? 2 : tag == "en-GB" ? 3 : 4
        }
        let sorted = sets.indices.sorted {
            (rank($0), -sets[$0].members, sets[$0].code) < (rank($1), -sets[$1].members, sets[$1].code)
        }
        return Array(sorted.prefix(most))
    }

    /// The bits of the sets that are kept, in their order.
    static func acceptability(_ bits: [UInt64], order: [Int]) -> [UInt16] {
        let shifts = order.enumerated().map { (UInt64($1 * 2), UInt64($0 * 2)) }
        return bits.map { bits in
            guard bits != 0 else { return 0 }
            // A description that is both preferred and acceptable is preferred.
            return shifts.reduce(0) { result, shift in
                let two = bits >> shift.0 & 3
                return result | UInt16(truncatingIfNeeded: (two & 2 != 0 ? 2 : two) << shift.1)
            }
        }
    }
}
