extension MaskEditor {
    /// Applies an operation that writes labels freely, puts back what the record may not change, and keeps the difference.
    func operate(
        _ record: MaskRecord, _ intensities: UnsafeBufferPointer<Int16>
    ) throws(MaskFailure) -> MaskOutcome {
        let layer = written(record.layer)
        layer.remember()
        var context = OperationContext(
            grid: grid, intensities: intensities, labels: layer.labels, layers: (0..<layers.count).map { labels($0) })
        do throws(MaskFailure) {
            try Operations.apply(record, &context)
        } catch {
            putBack(context.changed.clipped(to: grid), layer)
            throw error
        }

        let box = context.changed.clipped(to: grid)
        var difference = Difference(record, layer, maximumChanges)
        if !box.isEmpty {
            for slice in box.minK..<box.endK where !difference.isFull { difference.compare(slice) }
        }
        if difference.isFull {
            putBack(box, layer)
            throw .tooLarge
        }
        history.add(difference.changes)
        return MaskOutcome(changed: difference.changed, box: difference.box)
    }

    private func putBack(_ box: Box, _ layer: MaskLayer) {
        if box.isEmpty { return }
        for slice in box.minK..<box.endK {
            let start = slice &* layer.plane
            let labels = UnsafeMutableBufferPointer(rebasing: layer.labels[start..<start &+ layer.plane])
            layer.remembered(slice).withUnsafeBufferPointer { _ = Runs.decode($0, into: labels) }
        }
    }
}

/// What an operation changed in a layer, found by comparing the labels with the runs remembered from before.
private struct Difference {
    let record: MaskRecord
    let layer: MaskLayer
    var changes: [MaskChange] = []
    var changed = 0
    var box = Box.none
    private let maximum: Int
    var isFull: Bool { changes.count > maximum }

    init(_ record: MaskRecord, _ layer: MaskLayer, _ maximum: Int) {
        self.record = record
        self.layer = layer
        self.maximum = maximum
    }

    mutating func compare(_ slice: Int) {
        let before = changed
        var at = slice &* layer.plane
        for run in layer.remembered(slice) {
            let end = at &+ Int(run & 0xFF_FFFF)
            compare(at, end, UInt8(truncatingIfNeeded: run >> 24))
            at = end
        }
        if changed != before { layer.touch(slice..<slice &+ 1) }
    }

    /// Looks at labels that all were `old`.
    private mutating func compare(_ start: Int, _ end: Int, _ old: UInt8) {
        var at = start
        while at < end {
            let new = layer.labels[at]
            let next = Runs.end(from: at, to: end, in: UnsafeBufferPointer(layer.labels))
            if new != old {
                if record.mayChange(old) {
                    changed &+= next &- at
                    box.include(at, next, of: layer.grid)
                    changes.append(
                        MaskChange(
                            start: UInt32(truncatingIfNeeded: at), length: UInt32(truncatingIfNeeded: next &- at),
                            layer: UInt8(truncatingIfNeeded: record.layer), old: old, new: new))
                } else {
                    UnsafeMutableBufferPointer(rebasing: layer.labels[at..<next]).update(repeating: old)
                }
            }
            at = next
        }
    }
}
