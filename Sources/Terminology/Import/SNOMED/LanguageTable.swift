/// The language reference sets of a release as they are read: how acceptable each description is in each.
struct LanguageTable: Sendable {
    /// A language reference set.
    struct Set: Sendable {
        var code: UInt64
        /// From the names of its files.
        var language: String
        var edition: String
        /// Descriptions it prefers.
        var preferred = 0
        var members = 0
    }

    /// Sets that are told apart while they are read; the largest eight are kept.
    private static let most = 32
    /// Rows that are looked up together: the processor fetches what several wait for at once.
    private static let batch = 256

    private(set) var sets: [Set] = []
    /// Two bits a set, by description: 1 acceptable, 2 preferred.
    private(set) var bits: [UInt64]
    private var last: (code: UInt64, index: Int) = (0, 0)
    private var ids: [UInt64] = []
    private var values: [UInt64] = []
    private var lines: [Int] = []

    init(descriptions: Int) {
        bits = [UInt64](repeating: 0, count: descriptions)
        ids.reserveCapacity(Self.batch)
        values.reserveCapacity(Self.batch)
        lines.reserveCapacity(Self.batch)
    }

    mutating func take(
        _ row: RF2Row, _ head: RF2Reader.Head, _ file: RF2File, _ descriptions: IdentifierTable, _ log: inout RF2Log
    ) {
        let acceptability: UInt64
        switch row[6].identifier {
        case SnomedConstants.preferred: acceptability = 2
        case SnomedConstants.acceptable: acceptability = 1
        default:
            return log.refuse(
                file.name, row.line, file.columns[6], "\(row[6].shown) is neither “preferred” nor “acceptable”")
        }
        let code = row[4].identifier
        if code == 0 || code != last.code {
            guard let index = index(of: code, row, file, &log) else { return }
            last = (code, index)
        }
        let description = row[5].identifier
        guard description != 0 else {
            return log.refuse(file.name, row.line, file.columns[5], RF2Reader.fault(row[5], .description))
        }
        guard head.isActive, last.index < Self.most else { return }
        sets[last.index].members += 1
        if acceptability == 2 { sets[last.index].preferred += 1 }
        ids.append(description)
        values.append(acceptability << UInt64(2 * last.index))
        lines.append(row.line)
        if ids.count == Self.batch { flush(file, descriptions, &log) }
    }

    /// Looks up what waits. To be called at the end of each file.
    mutating func flush(_ file: RF2File, _ descriptions: IdentifierTable, _ log: inout RF2Log) {
        for index in ids.indices {
            let row = descriptions[ids[index]]
            guard row != IdentifierTable.none else {
                note(ids[index], lines[index], file, &log)
                continue
            }
            bits[Int(row)] |= values[index]
        }
        ids.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
    }

    private func note(_ id: UInt64, _ line: Int, _ file: RF2File, _ log: inout RF2Log) {
        guard SnomedIdentifier.isSound(id), SnomedIdentifier.component(of: id) == .description else {
            return log.refuse(
                file.name, line, file.columns[5], "\(id) is no identifier of a description, or its check digit is wrong"
            )
        }
        log.warn(
            "descriptions are not in the release", file.name, line, file.columns[5],
            "the description \(id) is not in the release")
    }

    private mutating func index(of code: UInt64, _ row: RF2Row, _ file: RF2File, _ log: inout RF2Log) -> Int? {
        if let known = sets.firstIndex(where: { $0.code == code }) { return known }
        guard SnomedIdentifier.isSound(code), SnomedIdentifier.component(of: code) == .concept else {
            log.refuse(file.name, row.line, file.columns[4], RF2Reader.fault(row[4], .concept))
            return nil
        }
        guard sets.count < Self.most else {
            log.warn(
                "too many language reference sets", file.name, row.line, file.columns[4],
                "the reference set \(code) is passed over: there are more than \(Self.most)")
            return Self.most
        }
        sets.append(Set(code: code, language: file.language, edition: file.edition))
        return sets.count - 1
    }
}
