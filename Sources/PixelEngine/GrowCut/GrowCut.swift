/// Growing from seeds: every voxel takes the label of the seed that reaches it over the smallest differences of intensity.
///
/// Vezhnevets and Konouchine, GraphiCon 2005, in the form of one shortest-path search (Zhu, Kolesov, Gao, Kikinis, Tannenbaum, IMIC workshop at MICCAI 2014): the cost of a step is the difference of intensity plus a
/// constant, so of equal ways the shorter wins.
package enum GrowCut {
    /// Voxels of a box at most: 13 bytes a voxel are needed beside it.
    package static let mostVoxels = 1 << 24
    /// Differences of intensity are scaled down, by halving, to at most this.
    private static let steepest: Int32 = 4095
    /// A step costs at most twice 4095 and one.
    private static let buckets = 8192

    /// Grows the labels of a field over its zeros.
    ///
    /// - Parameters:
    ///   - field: seeds by number; 0 is free; what is less is a wall that nothing enters.
    ///   - locality: what a step costs beside the difference, in stored intensities: the larger, the less a label runs along equal intensities.
    package static func grow(
        _ field: borrowing Field<Int16>, _ grid: Grid, _ intensities: UnsafeBufferPointer<Int16>, locality: Int32,
        connectivity: Connectivity
    ) {
        let count = field.cells.count
        guard count > 0, count <= mostVoxels, field.box.clipped(to: grid) == field.box,
            intensities.count >= grid.count
        else { return }
        let copied = copy(field.box, grid, intensities)
        let shift = scale(copied)
        copied.withUnsafeBufferPointer { search(field, $0, shift, locality, connectivity) }
    }

    private static func search(
        _ field: borrowing Field<Int16>, _ values: UnsafeBufferPointer<Int16>, _ shift: Int32, _ locality: Int32,
        _ connectivity: Connectivity
    ) {
        let count = field.cells.count
        let step = 1 &+ min(steepest, max(0, locality) >> shift)
        var queue = BucketQueue(nodes: count, buckets: buckets)
        for cell in 0..<count where field.cells[cell] > 0 { queue.put(cell, at: 0) }
        let neighbours = neighbours(connectivity, field.columns, field.rows)
        let plane = field.columns &* field.rows
        while let cell = queue.popLowest() {
            let distance = queue.key(of: cell)
            // Nothing gets farther than this: a path of 2³⁰ has no meaning, and keys must not wrap.
            if distance > 1 << 30 { break }
            let k = cell / plane
            let j = (cell &- k &* plane) / field.columns
            let i = cell &- k &* plane &- j &* field.columns
            let own = Int32(values[cell])
            let label = field.cells[cell]
            for (di, dj, dk, offset) in neighbours {
                guard i &+ di >= 0, i &+ di < field.columns, j &+ dj >= 0, j &+ dj < field.rows, k &+ dk >= 0,
                    k &+ dk < field.slices
                else { continue }
                let next = cell &+ offset
                if field.cells[next] < 0 || queue.key(of: next) <= distance { continue }
                let difference = Int32(truncatingIfNeeded: (Int32(values[next]) &- own).magnitude) >> shift
                let reached = distance &+ step &+ difference
                if reached < queue.key(of: next) {
                    queue.put(next, at: reached)
                    field.cells[next] = label
                }
            }
        }
    }

    private static func copy(_ box: Box, _ grid: Grid, _ intensities: UnsafeBufferPointer<Int16>) -> [Int16] {
        var values: [Int16] = []
        values.reserveCapacity(box.volume)
        for k in box.minK..<box.endK {
            for j in box.minJ..<box.endJ {
                for i in box.minI..<box.endI { values.append(intensities[grid.index(i, j, k)]) }
            }
        }
        return values
    }

    /// How often the range of intensities must be halved to be at most `steepest`.
    private static func scale(_ values: [Int16]) -> Int32 {
        var low = Int32.max
        var high = Int32.min
        for value in values {
            low = min(low, Int32(value))
            high = max(high, Int32(value))
        }
        var shift: Int32 = 0
        while (high &- low) >> shift > steepest { shift &+= 1 }
        return shift
    }

    private static func neighbours(
        _ connectivity: Connectivity, _ columns: Int, _ rows: Int
    ) -> [(Int, Int, Int, Int)] {
        var list: [(Int, Int, Int, Int)] = []
        for dk in -1...1 {
            for dj in -1...1 {
                for di in -1...1 {
                    let apart = abs(di) &+ abs(dj) &+ abs(dk)
                    let most = connectivity == .faces ? 1 : connectivity == .edges ? 2 : 3
                    if apart >= 1 && apart <= most { list.append((di, dj, dk, (dk &* rows &+ dj) &* columns &+ di)) }
                }
            }
        }
        return list
    }
}
