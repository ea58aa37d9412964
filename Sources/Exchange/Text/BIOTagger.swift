/// Gives each token of a text the tag of the span it belongs to: `B-` at the beginning of a span, `I-` inside, or `O`.
struct BIOTagger {
    struct Span {
        /// In code points.
        var range: Range<Int>
        var label: String?
    }

    /// By where they begin; the present one is first.
    private var spans: ArraySlice<Span>
    private var isInside = false

    init(_ spans: [Span]) {
        self.spans =
            spans.enumerated()
            .sorted { ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset) }
            .map(\.element)[...]
    }

    /// The tag of the next token; tokens must come in order.
    mutating func tag(_ token: Range<Int>) -> String {
        while let span = spans.first, token.lowerBound >= span.range.upperBound {
            spans.removeFirst()
            isInside = false
        }
        guard let span = spans.first, let label = span.label, span.range.overlaps(token) else { return "O" }
        defer { isInside = true }
        return (isInside ? "I-" : "B-") + label
    }
}
