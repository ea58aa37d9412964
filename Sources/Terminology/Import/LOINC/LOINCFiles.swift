/// The tables of a LOINC release, told apart by their headers: names and folders have changed over the years.
struct LOINCFiles {
    /// `Loinc.csv`; of several (the core table) the one with the most columns.
    var terms: ReleaseSource.Entry?
    var parts: ReleaseSource.Entry?
    var partLinks: [ReleaseSource.Entry] = []
    var answers: ReleaseSource.Entry?
    var answerLinks: ReleaseSource.Entry?
    var hierarchy: ReleaseSource.Entry?
    var consumerNames: ReleaseSource.Entry?
    var replacements: ReleaseSource.Entry?
    /// In order of their names.
    var variants: [ReleaseSource.Entry] = []

    init(_ source: ReleaseSource) throws {
        var mostColumns = 0
        for entry in source.entries where entry.name.lowercased().hasSuffix(".csv") {
            let header = try Self.header(source, entry)
            guard let first = header.names.first?.uppercased() else { continue }
            switch first {
            case "LOINC_NUM":
                if header.has("COMPONENT", "LONG_COMMON_NAME", "STATUS", "CLASS") {
                    if header.names.count > mostColumns { (terms, mostColumns) = (entry, header.names.count) }
                } else if header.has("COMPONENT"), entry.fileName.contains("LinguisticVariant") {
                    variants.append(entry)
                }
            case "PARTNUMBER":
                if header.has("PartTypeName", "PartDisplayName"), header.column("ExtCodeId") == nil { parts = entry }
            case "LOINCNUMBER":
                if header.has("PartNumber", "LinkTypeName") { partLinks.append(entry) }
                if header.has("AnswerListId", "AnswerListLinkType") { answerLinks = entry }
                if header.has("ConsumerName") { consumerNames = entry }
            case "ANSWERLISTID":
                if header.has("AnswerStringId", "DisplayText") { answers = entry }
            case "PATH_TO_ROOT":
                if header.has("IMMEDIATE_PARENT", "CODE") { hierarchy = entry }
            case "LOINC":
                if header.has("MAP_TO") { replacements = entry }
            default: break
            }
        }
    }

    /// Those that are read.
    var all: [ReleaseSource.Entry] {
        [terms, parts, answers, answerLinks, hierarchy, consumerNames, replacements].compactMap(\.self) + partLinks
            + variants
    }

    private static func header(_ source: ReleaseSource, _ entry: ReleaseSource.Entry) throws -> TableHeader {
        var names: [String] = []
        var line = try source.head(entry, 4096).prefix { $0 != 0x0A && $0 != 0x0D }
        line.append(0x0A)
        var scanner = TableScanner(.commas)
        let take = { (row: TableRow) in names = (0..<row.count).map { row[$0].trimmed.text } }
        // A file with a broken quote in its first line is none of these.
        do {
            try line.withUnsafeBufferPointer { try scanner.feed($0, take) }
            try scanner.finish(take)
        } catch is TableFault {}
        return TableHeader(file: entry.name, names: names)
    }
}
