/// When a control, or what a View holds, is shown; what is hidden is not submitted.
package struct VisibilityRule: Sendable, Equatable {
    package enum Condition: Sendable, Equatable {
        case regionSelected
        case noRegionSelected
        case choiceSelected
        case choiceUnselected
        /// A word we do not know; such a tag is shown.
        case other(String)
    }

    package let condition: Condition
    /// The controls it looks at.
    package let tagNames: [String]
    package let labelValues: [String]
    package let choiceValues: [String]
    /// The speaker of a chat message.
    package let role: String?

    init?(_ element: MarkupElement) {
        tagNames = element.list("whentagname")
        labelValues = element.list("whenlabelvalue")
        choiceValues = element.list("whenchoicevalue")
        role = element["whenrole"]
        switch element["visiblewhen"].map(lowerCased) {
        case "region-selected": condition = .regionSelected
        case "no-region-selected": condition = .noRegionSelected
        case "choice-selected": condition = .choiceSelected
        case "choice-unselected": condition = .choiceUnselected
        case let word?: condition = .other(word)
        case nil:
            // Per-region controls may leave the condition out.
            guard element.says("perregion"), !(tagNames.isEmpty && labelValues.isEmpty && choiceValues.isEmpty) else {
                return nil
            }
            condition = choiceValues.isEmpty ? .regionSelected : .choiceSelected
        }
    }
}
