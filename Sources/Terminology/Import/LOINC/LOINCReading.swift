/// What is read of a LOINC release so far.
struct LOINCReading {
    static let system = "http://loinc.org"
    /// Lists with more answers are named at a term, not spelt out.
    static let mostAnswersShown = 60

    let run: ImportRun
    var assembly: DraftAssembly
    /// The names of parts are in `Part.csv`; some parts stand in the hierarchy alone.
    let partTag: UInt16
    let answerTag: UInt16
    let listTag: UInt16
    let attributeTag: UInt16
    /// COMMON_TEST_RANK, one a concept.
    var ranks: [UInt32] = []
    /// The newest version a term was changed in, which is the release's.
    var version = (major: 0, minor: 0, text: "")
    /// Of each list of answers its name and answers.
    var lists: [UInt32: AnswerList] = [:]
    var attributeTypes: [String: UInt32] = [:]
    /// Attributes that stand already: primary and supplementary links repeat each other.
    var links = NumberTable()
    let hasDialects: Bool
    let languages: [String]

    struct AnswerList {
        var name: String
        var answers: [UInt32] = []
        var texts: [String] = []
    }

    init(_ run: ImportRun, languages: [String]) {
        self.run = run
        self.languages = languages
        hasDialects = !languages.isEmpty
        assembly = DraftAssembly(
            SystemIdentity(
                key: run.request.key ?? "loinc", title: run.request.title ?? "LOINC", uri: Self.system,
                version: run.request.version ?? "", licence: .loinc, codeStyle: .hyphened
            ))
        // Terms first: the order of tags is the order of filters.
        partTag = assembly.tag("part")
        answerTag = assembly.tag("answer")
        listTag = assembly.tag("answer list")
        attributeTag = assembly.tag("attribute")
        if hasDialects {
            let tags = ["en"] + languages
            assembly.setDialects(tags.prefix(8).map { LanguageDialect(code: "", tag: $0) })
        }
    }

    /// A name in English; with dialects it is acceptability that makes it the preferred one.
    mutating func english(_ concept: UInt32, _ text: FieldBytes, _ kind: DescriptionKind) {
        let isPreferred = kind == .preferred
        assembly.name(
            concept, text, hasDialects && isPreferred ? .synonym : kind,
            acceptability: hasDialects ? isPreferred ? 2 : 1 : 0)
    }

    mutating func english(_ concept: UInt32, _ text: String, _ kind: DescriptionKind) {
        var text = text
        text.withUTF8 { english(concept, $0, kind) }
    }

    /// Adds a concept whose code must be right and new.
    mutating func concept(
        _ code: FieldBytes, _ flags: ConceptFlags, tag: UInt16, _ file: String, _ line: Int, _ column: String
    ) throws -> UInt32? {
        guard CheckDigit.isLOINC(code) else {
            try run.problems.fail(file, line, column, "“\(code.text)” is no LOINC code with its right check digit")
            return nil
        }
        guard let row = assembly.concept(code, flags, tag: tag) else {
            try run.problems.fail(file, line, column, "“\(code.text)” stands here a second time")
            return nil
        }
        return row
    }

    consuming func finish() throws -> ReleaseDraft {
        var ranks = ranks
        ranks.append(contentsOf: repeatElement(0, count: assembly.count - ranks.count))
        // A term without a rank is none of the common ones, but comes before parts, answers and lists.
        let last = (ranks.max() ?? 0) + 1
        let draft = assembly.draft.concepts
        let others: Set<UInt16> = [partTag, answerTag, listTag, attributeTag]
        for row in ranks.indices where ranks[row] == 0 && !others.contains(draft.tag[row]) { ranks[row] = last }
        assembly.setCommonness(ranks)
        if assembly.identity.version.isEmpty {
            assembly.identity.version = version.text.isEmpty ? "unknown" : version.text
        }
        assembly.identity.versionURI = assembly.identity.version
        return try assembly.finish()
    }
}
