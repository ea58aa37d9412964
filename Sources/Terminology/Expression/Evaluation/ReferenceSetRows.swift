/// Rows of reference sets, as `^ [referencedComponentId, mapTarget] 447562003` asks for them.
package struct ReferenceSetRows: Sendable, Hashable {
    package var columns: [String]
    /// A field a column; no more rows than the limits allow.
    package var rows: [[ReferenceSetField]] = []
    /// How many there are in all.
    package var total = 0

    init(columns: [String]) { self.columns = columns }
}
