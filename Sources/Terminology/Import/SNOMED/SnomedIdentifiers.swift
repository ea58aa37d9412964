/// Identifiers that other systems have for concepts, as they are read.
struct SnomedIdentifiers: Sendable {
    private(set) var concept: [UInt32] = []
    private(set) var scheme: [UInt64] = []
    private(set) var text: [String] = []

    /// Where the fields stand: the scheme came first before 2022.
    struct Columns: Sendable {
        var text: Int
        var scheme: Int

        init(_ file: RF2File) {
            let isOld = file.columns[0].lowercased() == "identifierschemeid"
            (text, scheme) = isOld ? (1, 0) : (0, 4)
        }
    }

    mutating func take(
        _ row: RF2Row, _ head: RF2Reader.Head, _ file: RF2File, _ columns: Columns, _ concepts: ConceptTable,
        _ log: inout RF2Log
    ) {
        let scheme = row[columns.scheme].identifier
        guard SnomedIdentifier.isSound(scheme), SnomedIdentifier.component(of: scheme) == .concept else {
            return log.refuse(
                file.name, row.line, file.columns[columns.scheme], RF2Reader.fault(row[columns.scheme], .concept))
        }
        let component = row[5].identifier
        guard SnomedIdentifier.isSound(component) else {
            return log.refuse(file.name, row.line, file.columns[5], RF2Reader.fault(row[5], .concept))
        }
        // Identifiers of descriptions and relationships are of no use here.
        guard head.isActive, SnomedIdentifier.component(of: component) == .concept else { return }
        let concept = concepts[component]
        guard concept != IdentifierTable.none else {
            return log.warn(
                "concepts are not in the release", file.name, row.line, file.columns[5],
                "the concept \(component) is not in the release: passed over")
        }
        self.concept.append(concept)
        self.scheme.append(scheme)
        text.append(row[columns.text].text)
    }
}
