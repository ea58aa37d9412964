package import JSON

extension DataReference {
    /// The value in a task's data, or nil where a step finds nothing or is a placeholder.
    package func look(in data: JSONValue) -> JSONValue? {
        // A key may hold dots itself, as columns of a CSV do.
        if let value = data[text] { return value }
        guard var value = data[root] else { return nil }
        for step in rest {
            let next: JSONValue? =
                switch step {
                case .member(let name): value[name]
                case .element(let index): value[index]
                case .placeholder: nil
                }
            guard let next else { return nil }
            value = next
        }
        return value
    }

    /// Whether a Repeater's index stands in it.
    package var isRepeated: Bool {
        rest.contains { if case .placeholder = $0 { true } else { false } }
    }
}
