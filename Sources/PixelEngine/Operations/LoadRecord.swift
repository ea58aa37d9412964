/// Writing a region down so that it can be sent, stored and taken over.
package enum LoadRecord {
    /// The parameters of a record of kind `load` or `accept` that puts the region: the index to start at, then runs `value << 24 | length`, with the value 1. Empty for an empty region.
    package static func parameters(of field: borrowing Field<UInt8>, in grid: Grid) -> [Int32] {
        var words: [Int32] = []
        var at = -1
        var pending = (start: 0, end: 0)
        let box = field.box.clipped(to: grid)
        guard !box.isEmpty else { return words }
        for k in box.minK..<box.endK {
            for j in box.minJ..<box.endJ {
                let row = grid.index(0, j, k)
                let cells = field.index(0, j, k)
                for i in box.minI..<box.endI where field.cells[cells &+ i] != 0 {
                    if pending.end == row &+ i && pending.end > pending.start {
                        pending.end &+= 1
                    } else {
                        put(pending, &at, &words)
                        pending = (row &+ i, row &+ i &+ 1)
                    }
                }
            }
        }
        put(pending, &at, &words)
        return words
    }

    private static func put(_ run: (start: Int, end: Int), _ at: inout Int, _ words: inout [Int32]) {
        guard run.start < run.end else { return }
        if at < 0 {
            words.append(Int32(truncatingIfNeeded: run.start))
            at = run.start
        }
        append(0, run.start &- at, &words)
        append(1, run.end &- run.start, &words)
        at = run.end
    }

    private static func append(_ value: Int32, _ length: Int, _ words: inout [Int32]) {
        var left = length
        while left > 0 {
            let part = min(left, 0xFF_FFFF)
            words.append(value << 24 | Int32(truncatingIfNeeded: part))
            left &-= part
        }
    }
}
