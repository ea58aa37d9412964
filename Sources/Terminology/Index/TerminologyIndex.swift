/// One version of one code system, ready to be asked: a memory-mapped file that never changes.
///
/// Opening reads the whole file once and checks it; afterwards only the pages that questions touch are in memory. All
/// questions can be asked from any thread.
package final class TerminologyIndex: Sendable {
    let file: IndexFile
    let meta: IndexMeta
    /// The number of concepts, which `place` compares with.
    let limit: UInt32
    let codes: CodeReader
    let flagColumn: Column<UInt8>
    let tagColumn: NarrowColumn
    let moduleColumn: NarrowColumn
    let timeColumn: NarrowColumn
    let days: Column<UInt32>
    let hierarchy: HierarchyReader
    let attributes: AttributeReader
    let sets: ReferenceSetReader
    let strings: StringReader
    let mapReader: MapReader
    let propertyReader: PropertyReader
    let descriptionReader: DescriptionReader
    /// The texts of the names, and what finds them.
    package let terms: TermStore

    /// Which system and version this is, and under what terms it may be used.
    package var identity: SystemIdentity { meta.identity }
    package var conceptCount: Int { meta.concepts }
    package var activeCount: Int { meta.active }
    package var descriptionCount: Int { meta.descriptions }
    /// The length of the file.
    package var byteCount: Int { file.byteCount }
    package var path: String { file.path }
    /// Ways to choose among names, the default first.
    package var dialects: [LanguageDialect] { meta.dialects }
    /// BCP 47 tags of the languages of descriptions.
    package var languages: [String] { meta.languages }
    /// Codes of modules; the first is the empty one.
    package var modules: [String] { meta.modules }
    /// Semantic tags; the first is the empty one.
    package var tags: [String] { meta.tags }
    /// The files the release was read from.
    package var sources: [SourceFile] { meta.sources }
    /// All concepts in use.
    package let active: ConceptSet

    /// Opens and checks a file.
    ///
    /// - Throws: why it is refused; nothing of it is then used.
    package static func open(_ path: String) throws(IndexFailure) -> TerminologyIndex {
        try TerminologyIndex(IndexFile(path))
    }

    private init(_ file: IndexFile) throws(IndexFailure) {
        self.file = file
        let entry = try file.entry(Sections.meta)
        guard Checksum.ofSection(file.bytes(entry)) == entry.checksum, let meta = IndexMeta(Array(file.bytes(entry)))
        else { throw file.damaged(Sections.meta, "its checksum differs, or something is missing in it") }
        self.meta = meta
        limit = UInt32(meta.concepts)
        try file.verify(try Self.rules(file, meta))
        codes = try CodeReader(file, meta)
        flagColumn = try file.column(Sections.flags, count: meta.concepts)
        tagColumn = try file.narrow(Sections.tags, count: meta.concepts)
        moduleColumn = try file.narrow(Sections.modules, count: meta.concepts)
        timeColumn = try file.narrow(Sections.times, count: meta.concepts)
        days = try file.column(Sections.days)
        let words: Column<UInt64> = try file.column(Sections.active, count: (meta.concepts + 63) / 64)
        active = ConceptSet(universe: meta.concepts, words: words.buffer)
        hierarchy = try HierarchyReader(file, meta)
        attributes = try AttributeReader(file, meta)
        strings = try StringReader(file, meta)
        sets = try ReferenceSetReader(file, meta)
        mapReader = try MapReader(file, meta)
        propertyReader = try PropertyReader(file, meta)
        descriptionReader = try DescriptionReader(file, meta)
        terms = try TermStore(file, languages: meta.languages, language: meta.identity.language)
        guard terms.count == meta.descriptions else {
            throw file.damaged(Sections.documents, "there are \(terms.count) texts, not \(meta.descriptions)")
        }
    }

    /// What must be true of each column that holds places in another.
    private static func rules(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) -> [SectionName: ColumnRule] {
        let days = try file.column(Sections.days, as: UInt32.self).count
        var rules: [SectionName: ColumnRule] = [
            Sections.tags: .below(meta.tags.count), Sections.modules: .below(meta.modules.count),
            Sections.times: .below(days), Sections.memberTimes: .below(days), Sections.descriptionTimes: .below(days),
            Sections.memberModules: .below(meta.modules.count),
            Sections.descriptionModules: .below(meta.modules.count),
        ]
        for more in [
            try CodeReader.rules(file, meta), try HierarchyReader.rules(file, meta),
            try AttributeReader.rules(file, meta), try StringReader.rules(file, meta),
            try ReferenceSetReader.rules(file, meta), try MapReader.rules(file, meta),
            try PropertyReader.rules(file, meta), try DescriptionReader.rules(file, meta),
            try TermStore.rules(file, concepts: meta.concepts),
        ] {
            rules.merge(more) { first, _ in first }
        }
        return rules
    }
}

extension TerminologyIndex {
    /// Where a concept stands in the columns; a concept of another index must not read past them.
    @inline(__always)
    func place(_ concept: Concept) -> Int {
        precondition(concept.ordinal < limit, "a concept of another index")
        return Int(concept.ordinal)
    }

    /// What is true of a concept.
    package func flags(_ concept: Concept) -> ConceptFlags { ConceptFlags(rawValue: flagColumn[place(concept)]) }

    /// The semantic tag, class or kind of a concept; empty where it has none.
    package func tag(_ concept: Concept) -> String { meta.tags[tagIndex(concept)] }

    /// Where the tag stands in `tags`.
    package func tagIndex(_ concept: Concept) -> Int { Int(tagColumn[place(concept)]) }

    /// The code of the module a concept belongs to; empty where it has none.
    package func module(_ concept: Concept) -> String { meta.modules[Int(moduleColumn[place(concept)])] }

    /// Where the module stands in `modules`.
    package func moduleIndex(_ concept: Concept) -> Int { Int(moduleColumn[place(concept)]) }

    /// YYYYMMDD, 0 where unknown.
    package func effectiveTime(_ concept: Concept) -> UInt32 { days[timeColumn[place(concept)]] }

    /// An empty set of this index's concepts.
    package func emptySet() -> ConceptSet { ConceptSet(universe: conceptCount) }

    /// All concepts, whether in use or not.
    package func allConcepts() -> ConceptSet {
        var all = emptySet()
        if conceptCount > 0 { all.insert(from: 0, through: UInt32(conceptCount - 1)) }
        return all
    }
}
