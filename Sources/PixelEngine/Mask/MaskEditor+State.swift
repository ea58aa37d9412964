extension MaskEditor {
    /// All labels as words: how many layers up to the last with a label, then for each how many run words (0: no label) and the words.
    package func state() -> [UInt32] {
        var words: [UInt32] = [0]
        var pending = 0
        for number in 0..<layers.count {
            pending &+= 1
            guard let layer = layers[number], !layer.isEmpty else { continue }
            // A zero for each layer without labels before this one, and a place for its own count.
            for _ in 0..<pending { words.append(0) }
            pending = 0
            let first = words.count
            for slice in 0..<grid.slices { words.append(contentsOf: layer.runs(of: slice)) }
            words[first &- 1] = UInt32(truncatingIfNeeded: words.count &- first)
            words[0] = UInt32(truncatingIfNeeded: number &+ 1)
        }
        return words
    }

    /// Takes over labels that `state` wrote; forgets all steps. Changes nothing if the words are no state for this grid.
    package func restore(_ state: UnsafeBufferPointer<UInt32>) throws(MaskFailure) {
        guard let first = state.first, first <= UInt32(MaskRecord.maximumLayers) else { throw .malformed }
        var parts: [UnsafeBufferPointer<UInt32>] = []
        var at = 1
        for _ in 0..<Int(first) {
            guard at < state.count else { throw .malformed }
            let count = state[at]
            at &+= 1
            guard count <= UInt32(truncatingIfNeeded: state.count &- at) else { throw .malformed }
            let part = UnsafeBufferPointer(rebasing: state[at..<at &+ Int(count)])
            guard let length = Runs.length(of: part), length == grid.count || part.isEmpty else { throw .malformed }
            parts.append(part)
            at &+= Int(count)
        }
        guard at == state.count else { throw .malformed }

        for number in 0..<max(parts.count, layers.count) {
            let part = number < parts.count ? parts[number] : .none
            if part.isEmpty {
                guard number < layers.count, let layer = layers[number] else { continue }
                layer.labels.update(repeating: 0)
                layer.touch(0..<grid.slices)
            } else {
                let layer = written(number)
                _ = Runs.decode(part, into: layer.labels)
                layer.touch(0..<grid.slices)
            }
        }
        history = MaskHistory()
    }
}
