/// What became of a record.
package struct MaskOutcome: Equatable, Sendable {
    /// Why nothing happened, or nil.
    package var failure: MaskFailure?
    /// Voxels that have another label now.
    package var changed: Int
    /// Where they are; empty if none changed.
    package var box: Box

    package init(failure: MaskFailure? = nil, changed: Int = 0, box: Box = .none) {
        self.failure = failure
        self.changed = changed
        self.box = box
    }
}
