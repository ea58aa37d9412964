/// A value for every voxel of a box: the scratch of the algorithms, freed when it goes out of scope.
///
/// The box may reach beyond the grid, so that an algorithm can have a rim of empty voxels around what it looks at.
package struct Field<Cell: BitwiseCopyable>: ~Copyable {
    package let box: Box
    package let columns: Int
    package let rows: Int
    package let slices: Int
    package let cells: UnsafeMutableBufferPointer<Cell>

    package init(_ box: Box, filledWith value: Cell) {
        self.box = box
        columns = max(0, box.endI &- box.minI)
        rows = max(0, box.endJ &- box.minJ)
        slices = max(0, box.endK &- box.minK)
        cells = .allocate(capacity: columns &* rows &* slices)
        cells.initialize(repeating: value)
    }

    deinit { cells.deallocate() }

    /// The cell of the voxel (i, j, k) of the grid; the caller knows that it lies inside.
    package func index(_ i: Int, _ j: Int, _ k: Int) -> Int {
        ((k &- box.minK) &* rows &+ (j &- box.minJ)) &* columns &+ (i &- box.minI)
    }

    /// As a lattice of its own, for what counts rows and columns.
    package func grid(like other: Grid) -> Grid {
        Grid(
            columns: columns, rows: rows, slices: slices, spacingX: other.spacingX, spacingY: other.spacingY,
            spacingZ: other.spacingZ)
    }
}

extension Field where Cell == UInt8 {
    /// One where a voxel of the layer carries the label, zero elsewhere and outside the grid.
    package static func of(
        _ label: UInt8, in labels: UnsafeBufferPointer<UInt8>, of grid: Grid, within box: Box
    ) -> Field<UInt8> {
        let field = Field(box, filledWith: 0)
        let inside = box.clipped(to: grid)
        guard !inside.isEmpty, labels.count >= grid.count else { return field }
        for k in inside.minK..<inside.endK {
            for j in inside.minJ..<inside.endJ {
                var source = grid.index(inside.minI, j, k)
                var target = field.index(inside.minI, j, k)
                for _ in inside.minI..<inside.endI {
                    field.cells[target] = labels[source] == label ? 1 : 0
                    source &+= 1
                    target &+= 1
                }
            }
        }
        return field
    }

    /// How many cells are not zero.
    package var population: Int {
        var count = 0
        for cell in cells where cell != 0 { count &+= 1 }
        return count
    }
}

extension Box {
    /// Voxels inside; none if it is empty.
    package var volume: Int {
        isEmpty ? 0 : (endI &- minI) &* (endJ &- minJ) &* (endK &- minK)
    }

    /// Larger by so many voxels on every side.
    package func grown(_ i: Int, _ j: Int, _ k: Int) -> Box {
        isEmpty
            ? self
            : Box(
                minI: minI &- i, minJ: minJ &- j, minK: minK &- k, endI: endI &+ i, endJ: endJ &+ j, endK: endK &+ k)
    }

    package func intersection(_ other: Box) -> Box {
        Box(
            minI: max(minI, other.minI), minJ: max(minJ, other.minJ), minK: max(minK, other.minK),
            endI: min(endI, other.endI), endJ: min(endJ, other.endJ), endK: min(endK, other.endK))
    }

    package func contains(_ i: Int, _ j: Int, _ k: Int) -> Bool {
        i >= minI && j >= minJ && k >= minK && i < endI && j < endJ && k < endK
    }

    /// The same box where slices across `axis` (0: i, 1: j, 2: k) run from `start` to `end`.
    package func slab(_ axis: Int, _ start: Int, _ end: Int) -> Box {
        var box = self
        switch axis {
        case 0: (box.minI, box.endI) = (start, end)
        case 1: (box.minJ, box.endJ) = (start, end)
        default: (box.minK, box.endK) = (start, end)
        }
        return box
    }

    package func start(_ axis: Int) -> Int { axis == 0 ? minI : axis == 1 ? minJ : minK }
    package func end(_ axis: Int) -> Int { axis == 0 ? endI : axis == 1 ? endJ : endK }
}
