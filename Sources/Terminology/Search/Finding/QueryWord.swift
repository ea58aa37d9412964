/// A word of a query and the words of the index it finds.
struct QueryWord {
    /// Folded in each of the ways the index has.
    var forms: [[UInt8]]
    /// The words of the index that begin so, or that are meant.
    var ranges: [Range<Int>]
    /// How many active documents they have.
    var count: Int
    /// Where in the text it was typed in capitals.
    var isCapital: Bool

    @inline(__always)
    func matches(_ word: Int) -> Bool {
        for range in ranges where word >= range.lowerBound && word < range.upperBound { return true }
        return false
    }

    var text: String { String(decoding: forms.first ?? [], as: UTF8.self) }
}
