/// A draft as an export tells it: its id, or all of it.
package struct ExportedDraft: Sendable, Equatable {
    package var id: Int
    /// The whole draft as a JSON object; nil writes the id alone.
    package var json: String?

    package init(id: Int, json: String? = nil) {
        self.id = id
        self.json = json
    }
}
