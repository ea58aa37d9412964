/// The tables of the UMLS Metathesaurus or of RxNorm: they have no headers, so their names say what they are.
struct UMLSFiles {
    var concepts: ReleaseSource.Entry?
    var relations: ReleaseSource.Entry?
    var types: ReleaseSource.Entry?
    var definitions: ReleaseSource.Entry?
    var sources: ReleaseSource.Entry?
    var ranks: ReleaseSource.Entry?

    init(_ source: ReleaseSource) throws {
        for entry in source.entries {
            switch entry.fileName.uppercased() {
            case "MRCONSO.RRF", "RXNCONSO.RRF":
                // RxNorm has a second, smaller set for what may be prescribed.
                let head = try source.head(entry, 4096).prefix { $0 != 0x0A }
                let hasColumns = head.count(where: { $0 == UInt8(ascii: "|") }) == Self.conceptColumns.count
                if hasColumns, concepts.map({ $0.size < entry.size }) ?? true { concepts = entry }
            default: break
            }
        }
        guard let concepts else { return }
        // The others lie beside it.
        let folder = concepts.name.dropLast(concepts.fileName.count)
        let prefix = concepts.fileName.uppercased().hasPrefix("RXN") ? "RXN" : "MR"
        func file(_ name: String) -> ReleaseSource.Entry? {
            let wanted = "\(folder)\(prefix)\(name).RRF".uppercased()
            return source.entries.first { $0.name.uppercased() == wanted }
        }
        (relations, types, definitions) = (file("REL"), file("STY"), file("DEF"))
        (sources, ranks) = (file("SAB"), file("RANK"))
    }

    var all: [ReleaseSource.Entry] { [concepts, relations, types, definitions, sources, ranks].compactMap(\.self) }

    static let conceptColumns = words(
        "CUI LAT TS LUI STT SUI ISPREF AUI SAUI SCUI SDUI SAB TTY CODE STR SRL SUPPRESS CVF")
    static let typeColumns = words("CUI TUI STN STY ATUI CVF")
    static let definitionColumns = words("CUI AUI ATUI SATUI SAB DEF SUPPRESS CVF")
    static let rankColumns = words("RANK SAB TTY SUPPRESS")
    static let sourceColumns = words(
        "VCUI RCUI VSAB RSAB SON SF SVER VSTART VEND IMETA RMETA SLC SCC SRL TFR CFR CXTY TTYL ATNL LAT CENC CURVER SABIN SSN SCIT"
    )
    /// RxNorm has the last columns in another order, none of which is read.
    static let relationColumns = words(
        "CUI1 AUI1 STYPE1 REL CUI2 AUI2 STYPE2 RELA RUI SRUI SAB SL RG DIR SUPPRESS CVF")

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
