import FoundationEssentials

@testable import Terminology

/// What was read of a tiny release, with rows turned back into codes.
struct TinyReader {
    let draft: ReleaseDraft
    let warnings: [ImportProblem]

    init(_ draft: ReleaseDraft, _ warnings: [ImportProblem]) {
        self.draft = draft
        self.warnings = warnings
    }

    /// Reads files from a folder that is gone afterwards.
    init(_ files: [String: [UInt8]], _ request: ReleaseRequest = ReleaseRequest()) throws {
        self = try TinyRelease.withFolder { folder in
            try Self.read(TinyRelease.write(files, into: folder), request)
        }
    }

    /// Reads files from one archive in a folder, which is sooner written than twenty files.
    init(_ files: [String: [UInt8]], archivedIn folder: String) throws {
        var zip = TinyZip()
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) { zip.add(name, bytes, isPacked: false) }
        let path = folder + "/release.zip"
        try Data(zip.bytes).write(to: URL(filePath: path))
        self = try Self.read(path)
    }

    static func read(_ path: String, _ request: ReleaseRequest = ReleaseRequest()) throws -> TinyReader {
        var reader: TinyReader?
        let source = try ReleaseSource(path: path)
        try SnomedImporter.read(source, request, progress: ImportProgress()) { reader = TinyReader($0, $1) }
        guard let reader else { throw CancellationError() }
        return reader
    }

    var codes: [UInt64] { if case .numbers(let numbers) = draft.concepts.codes { numbers } else { [] } }

    func row(_ code: UInt64) -> Int { codes.firstIndex(of: code) ?? -1 }

    func parents(_ code: UInt64) -> Set<UInt64> {
        let row = row(code)
        return Set(
            draft.edges.child.indices.filter { draft.edges.child[$0] == row }.map { codes[Int(draft.edges.parent[$0])] }
        )
    }

    /// “group type = target”.
    func attributes(_ code: UInt64) -> Set<String> {
        let (row, columns) = (row(code), draft.attributes)
        return Set(
            columns.source.indices.filter { columns.source[$0] == row }.map { index in
                let target = Int(columns.target[index])
                let value = columns.isValue[index] ? "\(draft.values[target])" : "\(codes[target])"
                return "\(columns.group[index]) \(codes[Int(columns.type[index])]) = \(value)"
            })
    }

    func descriptions(_ code: UInt64) -> [Int] {
        draft.descriptions.concept.indices.filter { draft.descriptions.concept[$0] == row(code) }
    }

    func terms(_ code: UInt64) -> [String] { descriptions(code).map { draft.descriptions.text[$0] } }

    func tag(_ code: UInt64) -> String { draft.tags[Int(draft.concepts.tag[row(code)])] }

    /// By dialect: 0 not in it, 1 acceptable, 2 preferred.
    func acceptability(_ term: String) -> [Int] {
        guard let index = (0..<draft.descriptions.count).first(where: { draft.descriptions.text[$0] == term }) else {
            return []
        }
        return draft.dialects.indices.map { Int(draft.descriptions.acceptability[index] >> UInt16($0 * 2) & 3) }
    }

    func set(_ code: UInt64) -> ReferenceSet? { draft.referenceSets.first { codes[Int($0.concept)] == code } }

    /// The fields of a member behind `referencedComponentId`.
    func fields(_ set: ReferenceSet, _ member: Int) -> [String] {
        set.columns.map { column in
            switch column {
            case .concepts(let rows): rows[member] == .max ? "" : String(codes[Int(rows[member])])
            case .integers(let numbers): String(numbers[member])
            case .strings(let indexes): draft.strings[Int(indexes[member])]
            }
        }
    }

    /// Whether all rows and indexes are in range, as the builder expects.
    var isInRange: Bool {
        let (concepts, draft) = (codes.count, draft)
        func below(_ rows: [UInt32], _ count: Int) -> Bool { rows.allSatisfy { $0 < count } }
        guard draft.concepts.flags.count == concepts, draft.concepts.tag.count == concepts,
            draft.concepts.module.count == concepts, draft.concepts.effectiveTime.count == concepts,
            draft.concepts.tag.allSatisfy({ $0 < draft.tags.count }),
            draft.concepts.module.allSatisfy({ $0 < draft.modules.count }), below(draft.edges.child, concepts),
            below(draft.edges.parent, concepts), below(draft.attributes.source, concepts),
            below(draft.attributes.type, concepts), below(draft.descriptions.concept, concepts),
            draft.descriptions.text.count == draft.descriptions.count,
            draft.descriptions.acceptability.count == draft.descriptions.count,
            draft.descriptions.language.allSatisfy({ $0 < draft.languages.count }), draft.dialects.count <= 8
        else { return false }
        for (target, isValue) in zip(draft.attributes.target, draft.attributes.isValue)
        where target >= (isValue ? draft.values.count : concepts) {
            return false
        }
        return draft.referenceSets.allSatisfy { set in
            set.concept < concepts && below(set.member, set.refersToDescriptions ? draft.descriptions.count : concepts)
                && set.isActive.count == set.member.count && set.module.count == set.member.count
                && set.columns.count == set.columnNames.count
                && set.columns.allSatisfy { column in
                    switch column {
                    case .concepts(let rows):
                        rows.count == set.member.count && rows.allSatisfy { $0 == .max || $0 < concepts }
                    case .integers(let numbers): numbers.count == set.member.count
                    case .strings(let indexes):
                        indexes.count == set.member.count && below(indexes, draft.strings.count)
                    }
                }
        }
    }
}
