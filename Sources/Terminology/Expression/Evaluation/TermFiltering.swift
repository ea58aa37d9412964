/// What term filters need of the search index. Documents are descriptions by static rank, as in the text part.
///
/// Strict, unlike typing: neither spelling variants, abbreviations, joined words (`obrien`) nor typos, and no stop words.
/// Definitions and inactive descriptions are found like all others; other filters decide about them.
package protocol TermFiltering: Sendable {
    /// The documents in whose text each of the words begins a written word: bit `document & 63` of word `document >> 6`.
    ///
    /// - Parameter text: as it stands in the expression; it is split and folded as texts are.
    func documents(matchingWordsOf text: String) -> [UInt64]

    /// A superset of the documents whose folded text contains a run of letters and digits; nil where that would be nearly
    /// all. For wildcards, which are then compared with the whole text.
    /// - Parameter run: folded.
    func documents(containing run: String) -> [UInt64]?
}
