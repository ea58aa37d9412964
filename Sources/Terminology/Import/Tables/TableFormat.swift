/// How the rows of a table are written.
struct TableFormat: Sendable {
    var separator: UInt8
    /// Whether fields may stand in quotes (RFC 4180): with the separator, line ends and doubled quotes inside.
    var hasQuotes: Bool
    /// Whether every row ends with one more separator (UMLS).
    var endsWithSeparator = false

    static let commas = TableFormat(separator: UInt8(ascii: ","), hasQuotes: true)
    static let tabs = TableFormat(separator: UInt8(ascii: "\t"), hasQuotes: false)
    static let pipes = TableFormat(separator: UInt8(ascii: "|"), hasQuotes: false, endsWithSeparator: true)
}
