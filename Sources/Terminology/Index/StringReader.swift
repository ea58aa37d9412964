/// The strings that rows of reference sets and maps name by number, and their numbers by text.
struct StringReader: Sendable {
    let texts: Texts
    private let order: NarrowColumn

    init(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) {
        texts = try file.texts(Sections.strings, Sections.stringOffsets, count: meta.strings)
        order = try file.narrow(Sections.stringOrder, count: meta.strings)
    }

    static func rules(_ file: IndexFile, _ meta: IndexMeta) throws(IndexFailure) -> [SectionName: ColumnRule] {
        [Sections.stringOffsets: try file.textRule(Sections.strings), Sections.stringOrder: .below(meta.strings)]
    }

    /// The string of a number; empty for a number that is none.
    subscript(number: UInt32) -> String { number < texts.count ? texts[number] : "" }

    /// The numbers of a text, which may have been given more than once.
    func numbers(of text: String) -> [UInt32] {
        var text = text
        return text.withUTF8 { text in
            var (low, high) = (0, order.count)
            while low < high {
                let middle = (low + high) / 2
                if CodeOrder.compareBytes(texts.utf8(Int(order[middle])), text) < 0 {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            var numbers: [UInt32] = []
            while low < order.count, CodeOrder.compareBytes(texts.utf8(Int(order[low])), text) == 0 {
                numbers.append(order[low])
                low += 1
            }
            return numbers
        }
    }
}
