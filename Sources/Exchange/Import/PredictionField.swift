/// A data field that holds a model's answer (`preannotated_from_fields`), and the question it answers.
package struct PredictionField: Sendable, Equatable {
    /// The field, which is also the name of the control.
    package var name: String
    /// The object the control is about.
    package var toName: String
    /// The result type: `choices`, `textarea`…
    package var type: String

    package init(name: String, toName: String = "text", type: String = "choices") {
        self.name = name
        self.toName = toName
        self.type = type
    }

    /// The member of a result's `value` that holds the answer.
    var valueKey: String { type == "textarea" ? "text" : type }

    /// Whether the answer is one value and not a list.
    var isSingle: Bool { ["rating", "number", "datetime"].contains(type) }
}
