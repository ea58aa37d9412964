package import JSON

extension LabelConfig {
    /// What is wrong with a task's data, or nil. The message names keys and kinds, never content.
    package func validateTaskData(_ data: JSONValue) -> TaskDataProblem? {
        guard case .object = data else { return .notAnObject(JSONKind(data)) }
        for key in dataKeys {
            if key.reference.isRepeated {
                guard let value = data[key.root] else { return .missing(key: key.root, tag: key.tag) }
                guard case .array = value else {
                    return .wrongKind(key: key.root, tag: key.tag, found: JSONKind(value), wanted: [.list])
                }
                continue
            }
            guard let value = key.reference.look(in: data) ?? key.alternative?.look(in: data) else {
                return .missing(key: key.name, tag: key.tag)
            }
            if !key.kinds.contains(JSONKind(value)) {
                return .wrongKind(key: key.name, tag: key.tag, found: JSONKind(value), wanted: key.kinds)
            }
        }
        return nil
    }
}
