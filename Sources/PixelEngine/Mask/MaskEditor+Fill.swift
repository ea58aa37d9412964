extension MaskEditor {
    func threshold(
        _ record: MaskRecord, _ intensities: UnsafeBufferPointer<Int16>
    ) throws(MaskFailure) -> MaskOutcome {
        var parameters = Parameters(record.parameters)
        let range = try parameters.range()
        let box = try parameters.box(in: grid)
        try parameters.end()
        if intensities.isEmpty { throw .needsIntensities }
        guard let range, !box.isEmpty else { return MaskOutcome() }
        let value: UInt8 = record.flags.contains(.erase) ? 0 : record.segment
        return try paint(record) { painter in
            for k in box.minK..<box.endK {
                for j in box.minJ..<box.endJ {
                    painter.row(box.minI, box.endI &- 1, j, k, value, where: range, in: intensities)
                }
            }
        }
    }

    func clear(_ record: MaskRecord) throws(MaskFailure) -> MaskOutcome {
        var parameters = Parameters(record.parameters)
        let box = try parameters.box(in: grid)
        try parameters.end()
        guard !box.isEmpty, record.layer < layers.count, let layer = layers[record.layer] else { return MaskOutcome() }
        return try paint(record.erasing, layer) { painter in
            for k in box.minK..<box.endK {
                for j in box.minJ..<box.endJ { painter.row(box.minI, box.endI &- 1, j, k, 0) }
            }
        }
    }

    func load(_ record: MaskRecord) throws(MaskFailure) -> MaskOutcome {
        var parameters = Parameters(record.parameters)
        let start = Int(try parameters.next())
        let words = parameters.rest()
        guard start >= 0, start <= grid.count else { throw .outOfRange }
        let total = words.withMemoryRebound(to: UInt32.self) { Runs.length(of: $0) }
        guard let total else { throw .malformed }
        guard total <= grid.count &- start else { throw .outOfRange }
        return try paint(record) { painter in
            var at = start
            for word in words {
                let run = UInt32(bitPattern: word)
                let end = at &+ Int(run & 0xFF_FFFF)
                let value = UInt8(truncatingIfNeeded: run >> 24)
                if value != 0 {
                    painter.span(at, end, record.segment == 0 ? value : record.segment)
                } else if record.flags.contains(.replace) {
                    painter.span(at, end, 0)
                }
                at = end
            }
        }
    }

    func move(_ record: MaskRecord) throws(MaskFailure) -> MaskOutcome {
        var parameters = Parameters(record.parameters)
        let number = Int(try parameters.next())
        let segment = try parameters.next()
        try parameters.end()
        guard number >= 0, number < MaskRecord.maximumLayers, segment > 0, segment <= 255, record.segment != 0 else {
            throw .outOfRange
        }
        let target = UInt8(truncatingIfNeeded: segment)
        if record.locks.contains(target) { throw .locked }
        guard record.layer < layers.count, let from = layers[record.layer] else { return MaskOutcome() }
        if number == record.layer {
            return try paint(record.erasing, from) { painter in
                from.each(of: record.segment) { painter.span($0, $1, target) }
            }
        }

        let to = written(number)
        var putter = painter(record, number, to)
        var taker = painter(record.erasing, record.layer, from)
        from.each(of: record.segment) { start, end in
            putter.span(start, end, target)
            // What was not let in stays where it is.
            var at = start
            while at < end {
                let next = Runs.end(from: at, to: end, in: UnsafeBufferPointer(to.labels))
                if to.labels[at] == target { taker.span(at, next, 0) }
                at = next
            }
        }
        if putter.isFull || taker.isFull {
            putter.putBack()
            taker.putBack()
            throw .tooLarge
        }
        var outcome = finish(putter, to)
        let taken = finish(taker, from)
        outcome.changed &+= taken.changed
        outcome.box.include(taken.box)
        return outcome
    }
}

extension MaskLayer {
    /// Calls with every run of a segment as voxel indices, end excluded.
    func each(of segment: UInt8, _ body: (Int, Int) -> Void) {
        for slice in 0..<grid.slices {
            var at = slice &* plane
            for run in runs(of: slice) {
                let end = at &+ Int(run & 0xFF_FFFF)
                if UInt8(truncatingIfNeeded: run >> 24) == segment { body(at, end) }
                at = end
            }
        }
    }
}
