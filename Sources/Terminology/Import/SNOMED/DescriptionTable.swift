/// The descriptions of a release as they are read, and the semantic tags that their names end with.
struct DescriptionTable: Sendable {
    private(set) var columns = DescriptionColumns()
    private(set) var rows: IdentifierTable
    private(set) var languages: [String] = []
    /// By concept.
    private(set) var tag: [UInt16]
    private(set) var tags: [String] = [""]
    /// How good the name was that the tag came from: 0 none, 1 inactive, 2 of another language, 3 English.
    private var tagRank: [UInt8]
    private var tagPool = StringPool()
    private var lastLanguage: (text: [UInt8], index: UInt8) = ([], 0)
    /// The last descriptions, which are not in `rows` yet.
    private var waiting: [UInt64] = []
    /// Other types of descriptions than the three known ones, met so far.
    private var otherTypes: Set<UInt64> = []

    init(expecting bytes: Int, concepts: Int) {
        // A row has 155 bytes, half of them term.
        let count = bytes / 140
        rows = IdentifierTable(expecting: count)
        columns.text.reserve(texts: count, bytes: bytes / 3)
        columns.concept.reserveCapacity(count)
        columns.kind.reserveCapacity(count)
        columns.isActive.reserveCapacity(count)
        columns.language.reserveCapacity(count)
        columns.id.reserveCapacity(count)
        columns.module.reserveCapacity(count)
        columns.effectiveTime.reserveCapacity(count)
        columns.caseSignificance.reserveCapacity(count)
        tag = [UInt16](repeating: 0, count: concepts)
        tagRank = [UInt8](repeating: 0, count: concepts)
    }

    /// Concepts without a fully specified name.
    func unnamed(_ concepts: ConceptTable) -> [UInt64] {
        tagRank.indices.filter { tagRank[$0] < 2 && concepts.flags[$0].contains(.active) }.map { concepts.codes[$0] }
    }

    mutating func take(
        _ row: RF2Row, _ head: RF2Reader.Head, _ file: RF2File, _ concepts: ConceptTable, _ log: inout RF2Log
    ) {
        let code = row[4].identifier
        let concept = code == 0 ? IdentifierTable.none : concepts[code]
        guard concept != IdentifierTable.none else {
            return log.refuse(file.name, row.line, file.columns[4], Self.missing(row[4]))
        }
        guard let language = language(row[5]) else {
            return log.refuse(file.name, row.line, file.columns[5], "\(row[5].shown) is no code of a language")
        }
        guard let kind = kind(row[6], concepts, row, file, &log) else {
            return log.refuse(file.name, row.line, file.columns[6], "\(row[6].shown) is no known type of a description")
        }
        let term = row[7]
        guard term.count > 0 else { return log.refuse(file.name, row.line, file.columns[7], "the term is empty") }
        // In bytes: no term has more characters than bytes, so most need no counting.
        let most = kind == .definition ? 4096 : 255
        if term.count > most, term.text.unicodeScalars.count > most {
            guard term.count < 1 << 15 else {
                return log.refuse(file.name, row.line, file.columns[7], "the term has \(term.count) bytes")
            }
            log.warn(
                "terms are longer than allowed", file.name, row.line, file.columns[7],
                "the term is longer than \(most) characters")
        }
        let significance: UInt8
        switch row[8].identifier {
        case SnomedConstants.caseInsensitive: significance = 1
        case SnomedConstants.initialInsensitive: significance = 2
        case SnomedConstants.caseSensitive: significance = 3
        default:
            return log.refuse(file.name, row.line, file.columns[8], "\(row[8].shown) says nothing about letters' case")
        }
        guard columns.text.bytes.count + term.count < Int(UInt32.max), columns.count < Int(UInt32.max) else {
            return log.refuse(file.name, row.line, file.columns[7], "all terms together have more than 4 GB")
        }
        if kind == .fullySpecified { readTag(term, Int(concept), head.isActive, language) }
        columns.text.append(utf8: term.buffer)
        columns.concept.append(concept)
        columns.kind.append(kind)
        columns.isActive.append(head.isActive)
        columns.language.append(language)
        columns.id.append(head.id)
        columns.module.append(head.module)
        columns.effectiveTime.append(head.time)
        columns.caseSignificance.append(significance)
        waiting.append(head.id)
        if waiting.count == 256 { flush() }
    }

    /// Puts what waits into `rows`. To be called at the end of each file.
    mutating func flush() {
        rows.set(waiting, from: UInt32(columns.count - waiting.count))
        waiting.removeAll(keepingCapacity: true)
    }

    static func missing(_ field: RF2Field) -> String {
        let code = field.identifier
        guard SnomedIdentifier.component(of: code) == .concept, SnomedIdentifier.isSound(code) else {
            return RF2Reader.fault(field, .concept)
        }
        return "the concept \(code) is not in the release"
    }

    private mutating func kind(
        _ field: RF2Field, _ concepts: ConceptTable, _ row: RF2Row, _ file: RF2File, _ log: inout RF2Log
    ) -> DescriptionKind? {
        let type = field.identifier
        switch type {
        case SnomedConstants.synonym: return .synonym
        case SnomedConstants.fullySpecifiedName: return .fullySpecified
        case SnomedConstants.definition: return .definition
        default:
            guard type != 0, concepts[type] != IdentifierTable.none else { return nil }
            if otherTypes.insert(type).inserted {
                log.warn(
                    "other types of descriptions", file.name, row.line, file.columns[6],
                    "descriptions of type \(type) are taken as synonyms")
            }
            return .synonym
        }
    }

    private mutating func language(_ field: RF2Field) -> UInt8? {
        if field.count > 0, field.buffer.elementsEqual(lastLanguage.text) { return lastLanguage.index }
        guard field.count >= 2, field.count <= 16,
            field.buffer.allSatisfy({ $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 == 0x2D || $0 >= 0x30 && $0 <= 0x39 }
            )
        else { return nil }
        let text = field.text
        let index: Int
        if let known = languages.firstIndex(of: text) {
            index = known
        } else {
            guard languages.count < 255 else { return nil }
            languages.append(text)
            index = languages.count - 1
        }
        lastLanguage = (Array(field.buffer), UInt8(index))
        return UInt8(index)
    }

    /// “Pneumonia (disorder)”: the last brackets, if they end the term.
    private mutating func readTag(_ term: RF2Field, _ concept: Int, _ isActive: Bool, _ language: UInt8) {
        let rank: UInt8 = !isActive ? 1 : languages[Int(language)].hasPrefix("en") ? 3 : 2
        guard rank > tagRank[concept] else { return }
        tagRank[concept] = rank
        tag[concept] = 0
        guard term.count > 4, term.start[term.count - 1] == UInt8(ascii: ")") else { return }
        var open = term.count - 2
        while open > 0, term.start[open] != UInt8(ascii: "("), term.start[open] != UInt8(ascii: ")") { open -= 1 }
        guard open > 0, term.start[open] == UInt8(ascii: "("), open < term.count - 2 else { return }
        let text = UnsafeBufferPointer(start: term.start + open + 1, count: term.count - open - 2)
        // What stands in brackets is no tag where every concept has another one.
        guard text.count <= 64, tags.count < 4096 else { return }
        let number = tagPool.number(of: text)
        if Int(number) == tags.count { tags.append(tagPool.strings[Int(number)]) }
        tag[concept] = UInt16(number)
    }
}
