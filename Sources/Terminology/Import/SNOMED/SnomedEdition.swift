/// Which edition of SNOMED CT a release is.
struct SnomedEdition: Sendable, Equatable {
    /// The module that stands for the edition in version addresses.
    var module: UInt64
    /// “United States”.
    var title: String
    /// The tag of the dialect that people of this edition expect first.
    var dialect: String

    /// Editions by their modules; those made of others first.
    static let known: [SnomedEdition] = [
        SnomedEdition(module: 83_821_000_000_107, title: "United Kingdom", dialect: "en-GB"),
        SnomedEdition(module: 999_000_041_000_000_102, title: "United Kingdom", dialect: "en-GB"),
        SnomedEdition(module: 999_000_011_000_000_103, title: "United Kingdom clinical", dialect: "en-GB"),
        SnomedEdition(module: 731_000_124_108, title: "United States", dialect: "en-US"),
        SnomedEdition(module: 32_506_021_000_036_107, title: "Australia", dialect: "en-AU"),
        SnomedEdition(module: 20_611_000_087_101, title: "Canada", dialect: "en-CA"),
        SnomedEdition(module: 11_000_220_105, title: "Ireland", dialect: "en-IE"),
        SnomedEdition(module: 21_000_210_109, title: "New Zealand", dialect: "en-NZ"),
        SnomedEdition(module: 11_000_274_103, title: "Germany", dialect: "de-DE"),
        SnomedEdition(module: 11_000_234_105, title: "Austria", dialect: "de-AT"),
        SnomedEdition(module: 2_011_000_195_101, title: "Switzerland", dialect: "de-CH"),
        SnomedEdition(module: 11_000_172_109, title: "Belgium", dialect: "nl-BE"),
        SnomedEdition(module: 11_000_146_104, title: "Netherlands", dialect: "nl-NL"),
        SnomedEdition(module: 554_471_000_005_108, title: "Denmark", dialect: "da-DK"),
        SnomedEdition(module: 45_991_000_052_106, title: "Sweden", dialect: "sv-SE"),
        SnomedEdition(module: 51_000_202_101, title: "Norway", dialect: "nb-NO"),
        SnomedEdition(module: 11_000_181_102, title: "Estonia", dialect: "et-EE"),
        SnomedEdition(module: 11_000_229_106, title: "Finland", dialect: "fi-FI"),
        SnomedEdition(module: 11_000_315_107, title: "France", dialect: "fr-FR"),
        SnomedEdition(module: 11_000_221_109, title: "Argentina", dialect: "es-AR"),
        SnomedEdition(module: 5_631_000_179_106, title: "Uruguay", dialect: "es-UY"),
        SnomedEdition(module: 450_829_007, title: "Spanish", dialect: "es"),
        SnomedEdition(module: 332_351_000_009_108, title: "veterinary", dialect: "en-US"),
    ]

    static let international = SnomedEdition(
        module: SnomedConstants.international, title: "International", dialect: "en-US")

    /// One module needs another of a date.
    struct Dependency: Sendable, Equatable {
        var module: UInt64
        var time: UInt32
        var target: UInt64
        var targetTime: UInt32
    }

    /// The edition that modules make, and its date.
    ///
    /// A known one if its module is there; else the module that needs the most others and is none of the international release.
    static func of(
        _ dependencies: [Dependency], modules: [UInt64], name: (UInt64) -> String?
    ) -> (edition: SnomedEdition, time: UInt32) {
        let present = Set(dependencies.map(\.module)).union(modules)
        var edition = known.first { present.contains($0.module) }
        if edition == nil {
            // Modules that the international one does not need, and that need it: maps of its own do so too, without concepts.
            let own: Set = [
                SnomedConstants.international, SnomedConstants.model, 449_080_006, 449_079_008, 449_081_005,
            ]
            let needing = Set(dependencies.filter { $0.target == SnomedConstants.international }.map(\.module))
                .subtracting(own)
            let counted = needing.map { module in
                (module, Set(dependencies.filter { $0.module == module }.map(\.target)).count)
            }
            if let best = counted.max(by: { ($0.1, $1.0) < ($1.1, $0.0) })?.0 {
                edition = SnomedEdition(module: best, title: name(best) ?? String(best), dialect: "en-US")
            }
        }
        let found = edition ?? international
        return (found, dependencies.filter { $0.module == found.module }.map(\.time).max() ?? 0)
    }
}
