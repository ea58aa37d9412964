/// Which state of a mask a result speaks of: its log up to an operation.
package struct MaskReference: Sendable, Hashable {
    package var mask: String
    package var operations: Int

    package init(mask: String, operations: Int) {
        self.mask = mask
        self.operations = operations
    }
}

/// The label layers of a mask as runs, so that a whole volume is small: each run is a value in the highest eight bits
/// and a length in the others, voxels in the order (k · rows + j) · columns + i.
package struct MaskLayers: Sendable, Equatable {
    package let columns: Int
    package let rows: Int
    package let slices: Int
    package let layers: [[UInt32]]

    package init(columns: Int, rows: Int, slices: Int, layers: [[UInt32]]) {
        self.columns = columns
        self.rows = rows
        self.slices = slices
        self.layers = layers
    }

    /// Calls `body` with each slice of a layer in turn: its index, its labels, and whether any is not zero.
    ///
    /// Runs that end early leave the rest empty; runs beyond the last voxel are cut off.
    package func forEachSlice(of layer: Int, _ body: (Int, [UInt8], Bool) throws -> Void) rethrows {
        let area = columns * rows
        guard area > 0 else { return }
        let runs = layers.indices.contains(layer) ? layers[layer] : []
        var plane = [UInt8](repeating: 0, count: area)
        var isDirty = false
        var next = 0
        var left = 0
        var value: UInt8 = 0
        for slice in 0..<slices {
            if isDirty { for index in plane.indices { plane[index] = 0 } }
            isDirty = false
            var at = 0
            while at < area {
                if left == 0 {
                    guard next < runs.count else { break }
                    value = UInt8(truncatingIfNeeded: runs[next] >> 24)
                    left = Int(runs[next] & 0xFF_FFFF)
                    next += 1
                    continue
                }
                let step = Swift.min(left, area - at)
                if value != 0 {
                    for index in at..<at + step { plane[index] = value }
                    isDirty = true
                }
                at += step
                left -= step
            }
            try body(slice, plane, isDirty)
        }
    }
}
