extension TerminologyIndex {
    /// Finds concepts as their names, codes or short forms are typed.
    ///
    /// Every word typed begins a word of one name of the concept, in any order and without regard to case and marks. An
    /// exact name comes first, then what was used before, then the shorter, the preferred, the alphabet. Where little is
    /// found, codes, short forms and misspelt words are tried, and the answer says so.
    package func search(_ query: SearchQuery) -> SearchAnswer {
        terms.scratch.withScratch { SearchRun(self, query, $0).answer() }
    }
}
