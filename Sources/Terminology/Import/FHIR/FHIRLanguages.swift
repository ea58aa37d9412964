/// The languages of a resource's names: with more than one, each becomes a dialect.
struct FHIRLanguages {
    /// That of `display` first.
    private var tags: [String]

    /// Acceptable in the resource's own language, where there are dialects.
    var acceptable: UInt16 { tags.count > 1 ? 1 : 0 }

    init(_ own: String, in concepts: [PlacedValue], children: String) {
        tags = [own]
        var seen: Set<String> = [own]
        collect(concepts, children, &seen)
    }

    private mutating func collect(_ concepts: [PlacedValue], _ children: String, _ seen: inout Set<String>) {
        for concept in concepts {
            for designation in concept.list("designation") {
                let tag = designation.text("language")
                if !tag.isEmpty, seen.count < 200, seen.insert(tag).inserted { tags.append(tag) }
            }
            collect(concept.list(children), children, &seen)
        }
    }

    func enter(_ assembly: inout DraftAssembly) {
        if tags.count > 1 { assembly.setDialects(tags.prefix(8).map { LanguageDialect(code: "", tag: $0) }) }
    }

    /// Adds the display and the designations of a concept; its code, where it has neither.
    func addNames(_ row: UInt32, _ concept: PlacedValue, _ code: String, _ assembly: inout DraftAssembly) {
        let display = concept.text("display")
        let hasDialects = tags.count > 1
        /// The languages that have their preferred name.
        var named: Set<Int> = []
        func add(_ text: String, _ kind: DescriptionKind, _ language: Int, isPreferred: Bool) {
            let shift = UInt16(2 * language)
            let level: UInt16 = isPreferred ? 2 : 1
            assembly.name(
                row, text, hasDialects && kind == .preferred ? .synonym : kind,
                language: assembly.language(tags[language]),
                acceptability: hasDialects && language < 8 ? level << shift : 0)
            if isPreferred { named.insert(language) }
        }
        let designations = concept.list("designation").filter { !$0.text("value").isEmpty }
        if !display.isEmpty || designations.isEmpty {
            add(display.isEmpty ? code : display, .preferred, 0, isPreferred: true)
        }
        // First what says that it is to be shown, so that nothing else takes its place.
        let ranked = designations.filter(isDisplay) + designations.filter { !isDisplay($0) }
        for designation in ranked {
            let text = designation.text("value")
            let language = tags.firstIndex(of: designation.text("language")) ?? 0
            let kind = kind(designation)
            if language == 0, text == display { continue }
            let isPreferred = !named.contains(language) && kind != .definition && kind != .fullySpecified
            add(text, isPreferred ? .preferred : kind, language, isPreferred: isPreferred)
        }
        if !named.contains(0) { add(designations.first?.text("value") ?? code, .preferred, 0, isPreferred: true) }
    }

    private func isDisplay(_ designation: PlacedValue) -> Bool {
        ["display", "preferredForLanguage"].contains(designation["use"]?.text("code") ?? "")
    }

    private func kind(_ designation: PlacedValue) -> DescriptionKind {
        switch designation["use"]?.text("code") ?? "" {
        case "900000000000003001", "fully-specified", "fsn": .fullySpecified
        case "900000000000550004", "definition": .definition
        case "ConsumerName", "consumer-name": .consumer
        case "SHORTNAME", "short-name": .short
        default: .synonym
        }
    }
}
