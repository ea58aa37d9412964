/// What an operation may see and change while it is applied.
///
/// An operation writes the labels it wants straight into `labels` and includes every voxel it may have changed in `changed` (a box too large is
/// only slower, a box too small loses the undo). The editor then compares with what stood there before: it puts back what is
/// locked or otherwise not to be changed by the record (`MaskRecord.mayChange`), keeps the difference for undo and counts. So operations need not ask
/// for locks themselves, unless their result depends on them. What an operation that throws has changed within `changed` is put back.
package struct OperationContext {
    package let grid: Grid
    /// As many as the grid has voxels, or none if the volume is not at hand.
    package let intensities: UnsafeBufferPointer<Int16>
    /// The record's layer, as many as the grid has voxels.
    package let labels: UnsafeMutableBufferPointer<UInt8>
    /// Layers by number, for reading; empty buffers for layers nobody has written to.
    package let layers: [UnsafeBufferPointer<UInt8>]
    /// Where labels may have changed.
    package var changed = Box.none

    package init(
        grid: Grid, intensities: UnsafeBufferPointer<Int16>, labels: UnsafeMutableBufferPointer<UInt8>,
        layers: [UnsafeBufferPointer<UInt8>]
    ) {
        self.grid = grid
        self.intensities = intensities
        self.labels = labels
        self.layers = layers
    }
}
