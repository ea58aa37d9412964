/// A word found in a piece of text.
struct SplitWord: Sendable, Equatable {
    enum Kind: UInt8, Sendable {
        /// A run of letters and digits, or a decimal number.
        case written
        /// The digits after the point of a decimal number: a word to expressions, but not the beginning of one to people.
        case fraction
        /// Not written so, but meant: `obrien` for O'Brien, `2` for II.
        case alternate
    }

    /// Where its folded bytes lie in the splitter's.
    var range: Range<Int>
    /// The bytes of the text it stands for.
    var source: Range<Int>
    var kind: Kind
}
