/// Where a label is.
package enum Extent {
    /// The smallest box around the voxels that carry the label; empty if none does.
    package static func of(
        _ label: UInt8, in labels: UnsafeBufferPointer<UInt8>, of grid: Grid, within limit: Box
    ) -> Box {
        var found = Box.none
        let box = limit.clipped(to: grid)
        guard !box.isEmpty, labels.count >= grid.count else { return found }
        for k in box.minK..<box.endK {
            for j in box.minJ..<box.endJ {
                let row = grid.index(0, j, k)
                guard let first = first(label, labels, row &+ box.minI, row &+ box.endI) else { continue }
                var last = row &+ box.endI &- 1
                while labels[last] != label { last &-= 1 }
                found.include(first &- row, j, k)
                found.include(last &- row, j, k)
            }
        }
        return found
    }

    /// The first place of a label between two indices. Eight bytes at a time: most rows of most volumes do not carry the label.
    static func first(
        _ label: UInt8, _ labels: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
    ) -> Int? {
        let raw = UnsafeRawBufferPointer(labels)
        let pattern = UInt64(label) &* 0x0101_0101_0101_0101
        var at = start
        while at &+ 8 <= end {
            let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) ^ pattern
            // A byte of `word` is zero where the label stands (Mycroft's test).
            if (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0 { break }
            at &+= 8
        }
        while at < end {
            if labels[at] == label { return at }
            at &+= 1
        }
        return nil
    }
}
