extension MaskEditor {
    func takeBack(_ record: MaskRecord) throws(MaskFailure) -> MaskOutcome {
        guard record.parameters.isEmpty else { throw .malformed }
        guard let step = history.takeBack() else { throw .nothingToUndo }
        var outcome = MaskOutcome()
        // Backwards: a stroke may have painted a voxel twice.
        var at = step.count &- 1
        while at >= 0 {
            write(step[at], step[at].old, &outcome)
            at &-= 1
        }
        touch(step, outcome.box)
        return outcome
    }

    func doAgain(_ record: MaskRecord) throws(MaskFailure) -> MaskOutcome {
        guard record.parameters.isEmpty else { throw .malformed }
        guard let step = history.doAgain() else { throw .nothingToUndo }
        var outcome = MaskOutcome()
        for change in step { write(change, change.new, &outcome) }
        touch(step, outcome.box)
        return outcome
    }

    private func write(_ change: MaskChange, _ value: UInt8, _ outcome: inout MaskOutcome) {
        let start = Int(change.start)
        let end = start &+ Int(change.length)
        UnsafeMutableBufferPointer(rebasing: written(Int(change.layer)).labels[start..<end]).update(repeating: value)
        outcome.changed &+= end &- start
        outcome.box.include(start, end, of: grid)
    }

    /// Marks the slices of a step in the layers it changed.
    private func touch(_ step: [MaskChange], _ box: Box) {
        for number in 0..<layers.count {
            guard let layer = layers[number], step.contains(where: { Int($0.layer) == number }) else { continue }
            layer.touch(box.minK..<box.endK)
        }
    }
}
