/// A member of a task's data that a config needs.
package struct DataKey: Sendable, Equatable {
    package let reference: DataReference
    /// The tag that shows it, as written.
    package let tag: String
    /// The kinds of JSON value the tag takes.
    package let kinds: [JSONKind]
    /// Where an image of the field has a picture instead; either will do.
    package let alternative: DataReference?

    /// The whole reference without the dollar sign, as Label Studio names it.
    package var name: String { reference.text }
    /// The member of the data in which it is found.
    package var root: String { reference.root }
}
