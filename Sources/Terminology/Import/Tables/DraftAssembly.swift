/// Puts a draft together: finds codes, keeps every repeated word once, and never counts beyond what a column can hold.
struct DraftAssembly {
    private(set) var codes = CodeTable()
    private(set) var draft: ReleaseDraft
    private var strings = CodeTable()
    private var tags = WordList<UInt16>("")
    private var modules = WordList<UInt16>("")
    private var languages = WordList<UInt8>()
    private var properties = WordList<UInt16>()
    private var edges = NumberTable()
    /// What there is too much of.
    private var excess: String?

    init(_ identity: SystemIdentity) {
        draft = ReleaseDraft(identity: identity, concepts: ConceptColumns(codes: .texts(TextColumn())))
        _ = strings.insert("")
        _ = language(identity.language)
    }

    var count: Int { codes.count }
    var identity: SystemIdentity {
        get { draft.identity }
        set { draft.identity = newValue }
    }

    // MARK: Concepts

    /// Adds a concept; nil where there is one with this code.
    mutating func concept(
        _ code: FieldBytes, _ flags: ConceptFlags = [.active, .selectable], tag: UInt16 = 0, module: UInt16 = 0,
        effectiveTime: UInt32 = 0
    ) -> UInt32? {
        let (row, isNew) = codes.insert(code)
        guard isNew else { return nil }
        if codes.texts.bytes.count > Int(UInt32.max) / 2 { excess = "codes" }
        draft.concepts.flags.append(flags)
        draft.concepts.tag.append(tag)
        draft.concepts.module.append(module)
        draft.concepts.effectiveTime.append(effectiveTime)
        return row
    }

    mutating func concept(
        _ code: String, _ flags: ConceptFlags = [.active, .selectable], tag: UInt16 = 0
    ) -> UInt32? {
        var code = code
        return code.withUTF8 { concept($0, flags, tag: tag) }
    }

    func row(_ code: FieldBytes) -> UInt32? { codes.row(code) }
    func row(_ code: String) -> UInt32? { codes.row(code) }
    func code(_ row: UInt32) -> String { codes.texts[Int(row)] }
    func flags(_ row: UInt32) -> ConceptFlags { draft.concepts.flags[Int(row)] }

    mutating func setFlags(_ row: UInt32, _ flags: ConceptFlags) { draft.concepts.flags[Int(row)] = flags }
    mutating func setTag(_ row: UInt32, _ tag: UInt16) { draft.concepts.tag[Int(row)] = tag }
    mutating func setCommonness(_ ranks: [UInt32]) { draft.concepts.commonness = ranks }

    /// Adds that one concept is a kind of another; once, however often it is said.
    mutating func edge(_ child: UInt32, _ parent: UInt32) {
        guard edges.insert(UInt64(child) << 32 | UInt64(parent)) else { return }
        draft.edges.child.append(child)
        draft.edges.parent.append(parent)
    }

    // MARK: Names

    mutating func name(
        _ concept: UInt32, _ text: FieldBytes, _ kind: DescriptionKind, language: UInt8 = 0, isActive: Bool = true,
        acceptability: UInt16 = 0
    ) {
        guard !text.isEmpty else { return }
        guard draft.descriptions.text.bytes.count + text.count <= Int(UInt32.max) else {
            excess = "bytes of names"
            return
        }
        draft.descriptions.text.append(utf8: text)
        draft.descriptions.concept.append(concept)
        draft.descriptions.kind.append(kind)
        draft.descriptions.isActive.append(isActive)
        draft.descriptions.language.append(language)
        draft.descriptions.acceptability.append(acceptability)
    }

    mutating func name(
        _ concept: UInt32, _ text: String, _ kind: DescriptionKind, language: UInt8 = 0, isActive: Bool = true,
        acceptability: UInt16 = 0
    ) {
        var text = text
        text.withUTF8 {
            name(concept, $0, kind, language: language, isActive: isActive, acceptability: acceptability)
        }
    }

    /// How many names there are: the row of the next.
    var nameCount: Int { draft.descriptions.count }

    mutating func setKind(ofName row: Int, _ kind: DescriptionKind) { draft.descriptions.kind[row] = kind }

    /// A name by its row, and whether it is a certain text. Functions, for an array that is still held when it grows is copied.
    func name(at row: Int) -> String { draft.descriptions.text[row] }
    func isName(at row: Int, _ text: FieldBytes) -> Bool {
        let range = draft.descriptions.text.range(row)
        return range.count == text.count && draft.descriptions.text.bytes[range].elementsEqual(text)
    }

    mutating func setDialects(_ dialects: [LanguageDialect]) { draft.dialects = dialects }

    // MARK: What else is said

    mutating func property(_ concept: UInt32, _ name: UInt16, _ value: FieldBytes) {
        guard !value.isEmpty else { return }
        guard draft.properties.value.bytes.count + value.count <= Int(UInt32.max) else {
            excess = "bytes of properties"
            return
        }
        draft.properties.concept.append(concept)
        draft.properties.name.append(name)
        draft.properties.value.append(utf8: value)
    }

    mutating func property(_ concept: UInt32, _ name: UInt16, _ value: String) {
        var value = value
        value.withUTF8 { property(concept, name, $0) }
    }

    mutating func property(_ concept: UInt32, _ name: String, _ value: String) {
        property(concept, propertyName(name), value)
    }

    mutating func attribute(_ source: UInt32, _ type: UInt32, _ target: UInt32, group: UInt16 = 0) {
        draft.attributes.source.append(source)
        draft.attributes.type.append(type)
        draft.attributes.target.append(target)
        draft.attributes.isValue.append(false)
        draft.attributes.group.append(group)
    }

    mutating func map(_ source: UInt32, system: UInt32, code: UInt32, display: UInt32, _ relation: MapRelation) {
        draft.maps.source.append(source)
        draft.maps.targetSystem.append(system)
        draft.maps.targetCode.append(code)
        draft.maps.targetDisplay.append(display)
        draft.maps.relation.append(relation)
    }

    mutating func source(_ name: String, rows: Int) { draft.sources.append(SourceFile(name: name, rows: rows)) }

    mutating func referenceSet(_ set: ReferenceSet) { draft.referenceSets.append(set) }

    // MARK: Words kept once

    mutating func string(_ text: String) -> UInt32 { strings.insert(text).row }
    mutating func string(_ text: FieldBytes) -> UInt32 { strings.insert(text).row }

    mutating func tag(_ text: String) -> UInt16 { take(tags.index(of: text), "semantic tags") }
    mutating func module(_ text: String) -> UInt16 { take(modules.index(of: text), "modules") }
    mutating func propertyName(_ text: String) -> UInt16 { take(properties.index(of: text), "kinds of properties") }
    mutating func language(_ tag: String) -> UInt8 { take(languages.index(of: tag), "languages") }

    private mutating func take<Index: FixedWidthInteger>(_ index: Index?, _ what: String) -> Index {
        if index == nil { excess = what }
        return index ?? 0
    }

    // MARK: The end

    /// The draft.
    ///
    /// - Parameter hasNumbers: whether codes may be kept as numbers where all of them are.
    consuming func finish(hasNumbers: Bool = false) throws -> ReleaseDraft {
        if let excess {
            throw ImportFailure([ImportProblem(file: "", reason: "there are more \(excess) than can be kept")])
        }
        var draft = draft
        draft.tags = tags.words
        draft.modules = modules.words
        draft.languages = languages.words
        draft.propertyNames = properties.words
        draft.strings = (0..<strings.count).map { strings.texts[$0] }
        let numbers = hasNumbers ? Self.numbers(codes.texts) : nil
        // A system of numbers in which some codes are none, as OMOP's own, is written as it stands.
        if hasNumbers, numbers == nil { draft.identity.codeStyle = .plain }
        draft.concepts.codes = numbers.map(CodeColumn.numbers) ?? .texts(codes.texts)
        return draft
    }

    /// The codes as numbers; nil where one is none, or has a zero in front.
    private static func numbers(_ codes: TextColumn) -> [UInt64]? {
        var numbers: [UInt64] = []
        numbers.reserveCapacity(codes.count)
        return codes.bytes.withUnsafeBufferPointer { bytes in
            for row in 0..<codes.count {
                let code = UnsafeBufferPointer(rebasing: bytes[codes.range(row)])
                guard let number = code.decimal, number > 0, code.first != UInt8(ascii: "0") else { return nil }
                numbers.append(number)
            }
            return numbers
        }
    }
}
