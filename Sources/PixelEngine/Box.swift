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
}
