/// Answers by normalised expression, those asked for longest ago forgotten first.
struct ExpressionCache: Sendable {
    private let limit: Int
    private var entries: [String: (concepts: ConceptSet, used: Int)] = [:]
    private var clock = 0

    init(limit: Int) { self.limit = limit }

    subscript(key: String) -> ConceptSet? {
        mutating get {
            guard let entry = entries[key] else { return nil }
            clock += 1
            entries[key]?.used = clock
            return entry.concepts
        }
    }

    mutating func insert(_ concepts: ConceptSet, for key: String) {
        guard limit > 0 else { return }
        clock += 1
        entries[key] = (concepts, clock)
        if entries.count > limit, let oldest = entries.min(by: { $0.value.used < $1.value.used }) {
            entries[oldest.key] = nil
        }
    }
}
