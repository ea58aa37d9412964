/// A text to look for in terms and fields.
package enum SearchTerm: Sendable, Hashable {
    /// `"heart att"` or `match:"heart att"`: every word begins a word of the text, in any order.
    /// - Parameter isNamed: whether `match:` is written.
    case words(String, isNamed: Bool)
    /// `wild:"cardi*opathy"`: the whole text, in pieces between asterisks.
    case pattern([String])
}
