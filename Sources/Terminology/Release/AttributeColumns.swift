/// Defining relationships other than the hierarchy's, a row each: source, type, and a concept or a concrete value.
package struct AttributeColumns: Sendable {
    /// Concept rows.
    package var source: [UInt32] = []
    package var type: [UInt32] = []
    /// A concept row; of a row with `isValue` an index into `ReleaseDraft.values`.
    package var target: [UInt32] = []
    package var isValue: [Bool] = []
    /// The role group; 0 is none.
    package var group: [UInt16] = []

    package init() {}

    package var count: Int { source.count }
}
