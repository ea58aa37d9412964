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

    /// The slices of a layer, one after the other; a layer that is not there is empty.
    package func planes(of layer: Int) -> MaskPlanes {
        MaskPlanes(
            runs: layers.indices.contains(layer) ? layers[layer] : [], area: max(0, columns * rows), slices: slices)
    }

    /// What a layer holds of each label: how many voxels, and where they end.
    package func extents(of layer: Int) -> [UInt8: MaskExtent] {
        var found: [UInt8: MaskExtent] = [:]
        guard columns > 0, rows > 0, layers.indices.contains(layer) else { return found }
        let count = columns * rows * slices
        var start = 0
        for run in layers[layer] where start < count {
            let end = min(count, start + Int(run & 0xFF_FFFF))
            let value = UInt8(truncatingIfNeeded: run >> 24)
            if value != 0, end > start {
                found[value, default: MaskExtent()].add(start..<end, columns: columns, rows: rows)
            }
            start = end
        }
        return found
    }
}

/// How large a label is: its voxels, and the block of them, upper ends included.
package struct MaskExtent: Sendable, Equatable {
    package private(set) var voxels = 0
    package private(set) var low = [Int.max, Int.max, Int.max]
    package private(set) var high = [-1, -1, -1]

    mutating func add(_ run: Range<Int>, columns: Int, rows: Int) {
        voxels += run.count
        let (first, last) = (run.lowerBound, run.upperBound - 1)
        let (firstRow, lastRow) = (first / columns, last / columns)
        let isWhole = firstRow != lastRow
        put(0, isWhole ? 0 : first % columns, isWhole ? columns - 1 : last % columns)
        let (firstSlice, lastSlice) = (firstRow / rows, lastRow / rows)
        put(1, firstSlice != lastSlice ? 0 : firstRow % rows, firstSlice != lastSlice ? rows - 1 : lastRow % rows)
        put(2, firstSlice, lastSlice)
    }

    private mutating func put(_ axis: Int, _ from: Int, _ to: Int) {
        low[axis] = min(low[axis], from)
        high[axis] = max(high[axis], to)
    }
}
