/// What can stand inside an element. Processing instructions are dropped; everything else is kept.
package enum MarkupNode: Sendable, Equatable {
    case element(MarkupElement)
    /// Character data with its entities decoded.
    case text(String)
    /// Character data that was, and will be, written in a CDATA section.
    case literal(String)
    case comment(String)

    package var element: MarkupElement? {
        if case .element(let element) = self { element } else { nil }
    }
}
