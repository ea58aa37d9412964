/// A block of voxels, upper bounds excluded; empty when a bound meets its lower one.
package struct Box: Equatable, Sendable {
    package var minI: Int
    package var minJ: Int
    package var minK: Int
    package var endI: Int
    package var endJ: Int
    package var endK: Int

    package init(minI: Int, minJ: Int, minK: Int, endI: Int, endJ: Int, endK: Int) {
        self.minI = minI
        self.minJ = minJ
        self.minK = minK
        self.endI = endI
        self.endJ = endJ
        self.endK = endK
    }

    /// A box that holds nothing and grows from the first voxel put into it.
    package static var none: Box { Box(minI: .max, minJ: .max, minK: .max, endI: .min, endJ: .min, endK: .min) }

    package init(whole grid: Grid) {
        self.init(minI: 0, minJ: 0, minK: 0, endI: grid.columns, endJ: grid.rows, endK: grid.slices)
    }

    package var isEmpty: Bool { minI >= endI || minJ >= endJ || minK >= endK }

    package func clipped(to grid: Grid) -> Box {
        Box(
            minI: max(0, minI), minJ: max(0, minJ), minK: max(0, minK),
            endI: min(grid.columns, endI), endJ: min(grid.rows, endJ), endK: min(grid.slices, endK))
    }

    package mutating func include(_ i: Int, _ j: Int, _ k: Int) {
        minI = min(minI, i)
        minJ = min(minJ, j)
        minK = min(minK, k)
        endI = max(endI, i &+ 1)
        endJ = max(endJ, j &+ 1)
        endK = max(endK, k &+ 1)
    }

    package mutating func include(_ other: Box) {
        if other.isEmpty { return }
        minI = min(minI, other.minI)
        minJ = min(minJ, other.minJ)
        minK = min(minK, other.minK)
        endI = max(endI, other.endI)
        endJ = max(endJ, other.endJ)
        endK = max(endK, other.endK)
    }

    /// Includes the voxels with the indices `start..<end`.
    package mutating func include(_ start: Int, _ end: Int, of grid: Grid) {
        guard start < end, grid.columns > 0, grid.rows > 0 else { return }
        let firstRow = start / grid.columns
        let lastRow = (end &- 1) / grid.columns
        let firstSlice = firstRow / grid.rows
        let lastSlice = lastRow / grid.rows
        if firstRow == lastRow {
            let column = start &- firstRow &* grid.columns
            minI = min(minI, column)
            endI = max(endI, column &+ end &- start)
        } else {
            minI = 0
            endI = grid.columns
        }
        if firstSlice == lastSlice {
            minJ = min(minJ, firstRow &- firstSlice &* grid.rows)
            endJ = max(endJ, lastRow &- lastSlice &* grid.rows &+ 1)
        } else {
            minJ = 0
            endJ = grid.rows
        }
        minK = min(minK, firstSlice)
        endK = max(endK, lastSlice &+ 1)
    }
}
