/// What term filters need of the search index. Documents are descriptions by static rank, as in `TermStore`.
///
/// Strict, unlike typing: neither spelling variants nor abbreviations, typos or stop words. Definitions and inactive
/// descriptions are found like all others; filters decide about them.
package protocol TermFiltering: Sendable {
    var documentCount: Int { get }

    /// The documents in whose text each of the words begins a word: bit `document & 63` of word `document >> 6`.
    ///
    /// A word of a text is a run of letters and digits, as it is written and with all punctuation between two blanks left
    /// in (`J45.9`, `O'Brien`); texts and `words` are compared without case and marks (é → e).
    /// - Parameter words: as typed, split at blanks, at least one.
    func documents(beginningWith words: [String]) -> [UInt64]

    /// Calls `body` with each document's text in ascending order, as UTF-8, until it returns false. For wildcards.
    func forEachText(_ body: (_ document: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool)
}
