/// A mask under the pen: layers of labels over one grid, the records that change them, and the steps to take back.
///
/// The same records in the same order give the same labels, and the same `hash`, wherever they are applied: that is what the server checks.
/// Records that depend on intensities need the same intensities too. Not for use by two threads at once.
package final class MaskEditor {
    package let grid: Grid
    /// By number; nil where nobody has written yet.
    var layers: [MaskLayer?] = []
    var history = MaskHistory()

    /// Changed runs one record may make, at twelve bytes each: what changes noise voxel by voxel is refused before it takes all memory.
    let maximumChanges: Int

    /// Nil if volumes of the grid cannot be held.
    package init?(grid: Grid, maximumChanges: Int = 1 << 24) {
        guard grid.isValid else { return nil }
        self.grid = grid
        self.maximumChanges = maximumChanges
    }

    /// Layers up to the last that was written to.
    package var layerCount: Int { layers.count }

    /// Steps that can be taken back.
    package var undoCount: Int { history.done.count }

    /// Steps that can be done again.
    package var redoCount: Int { history.undone.count }

    /// The labels of a layer, for as long as the editor lives; empty if nobody has written to it.
    package func labels(_ layer: Int) -> UnsafeBufferPointer<UInt8> {
        guard layer >= 0, layer < layers.count, let layer = layers[layer] else { return .none }
        return UnsafeBufferPointer(layer.labels)
    }

    /// How often each slice of a layer has changed; empty as `labels` is.
    package func versions(_ layer: Int) -> UnsafeBufferPointer<UInt32> {
        guard layer >= 0, layer < layers.count, let layer = layers[layer] else { return .none }
        return UnsafeBufferPointer(layer.versions)
    }

    /// The hash of a layer, written or not: see `LayerHash`.
    package func hash(_ layer: Int) -> UInt64 {
        guard layer >= 0, layer < layers.count, let layer = layers[layer] else { return MaskLayer.emptyHash(grid) }
        return layer.hash
    }

    /// The hash of the mask: see `LayerHash`.
    package var hash: UInt64 {
        var written: [(number: Int, hash: UInt64)] = []
        for number in 0..<layers.count {
            if let layer = layers[number], !layer.isEmpty { written.append((number, layer.hash)) }
        }
        return LayerHash.mask(grid, written)
    }

    /// Applies a record. One that fails changes nothing; one that changes no voxel makes no step.
    package func apply(
        _ words: UnsafeBufferPointer<Int32>,
        intensities: UnsafeBufferPointer<Int16> = .none
    ) -> MaskOutcome {
        do throws(MaskFailure) {
            let record = try MaskRecord(words)
            guard intensities.isEmpty || intensities.count == grid.count else { throw .needsIntensities }
            switch record.kind {
            case .undo: return try takeBack(record)
            case .redo: return try doAgain(record)
            default: break
            }
            if !record.flags.contains(.joined) { history.close() }
            switch record.kind {
            case .brush:
                let brush = try Brush(record, grid)
                return try paint(record) { (painter) throws(MaskFailure) in
                    try brush.paint(record, intensities, &painter)
                }
            case .scissors:
                let scissors = try Scissors(record, grid)
                return try paint(record) { scissors.paint(record, &$0) }
            case .threshold: return try threshold(record, intensities)
            case .clear: return try clear(record)
            case .load, .accept: return try load(record)
            case .move: return try move(record)
            default: return try operate(record, intensities)
            }
        } catch {
            return MaskOutcome(failure: error)
        }
    }

    /// Applies a record held in an array.
    package func apply(_ words: [Int32], intensities: [Int16] = []) -> MaskOutcome {
        words.withUnsafeBufferPointer { words in
            intensities.withUnsafeBufferPointer { apply(words, intensities: $0) }
        }
    }

    /// The layer with a number, made if it is not there.
    func written(_ number: Int) -> MaskLayer {
        while layers.count <= number { layers.append(nil) }
        if let layer = layers[number] { return layer }
        let layer = MaskLayer(grid)
        layers[number] = layer
        return layer
    }

    /// Runs a body that paints into the record's layer and keeps what it changed as part of a step.
    func paint(
        _ record: MaskRecord, _ body: (inout MaskPainter) throws(MaskFailure) -> Void
    ) throws(MaskFailure) -> MaskOutcome {
        try paint(record, written(record.layer), body)
    }

    func paint(
        _ record: MaskRecord, _ layer: MaskLayer, _ body: (inout MaskPainter) throws(MaskFailure) -> Void
    ) throws(MaskFailure) -> MaskOutcome {
        var painter = painter(record, record.layer, layer)
        do throws(MaskFailure) {
            try body(&painter)
            if painter.isFull { throw .tooLarge }
        } catch {
            painter.putBack()
            throw error
        }
        return finish(painter, layer)
    }

    func painter(_ record: MaskRecord, _ number: Int, _ layer: MaskLayer) -> MaskPainter {
        MaskPainter(record, grid: grid, layer: number, labels: layer.labels, maximum: maximumChanges)
    }

    func finish(_ painter: MaskPainter, _ layer: MaskLayer) -> MaskOutcome {
        if painter.changed > 0 { layer.touch(painter.box.minK..<painter.box.endK) }
        history.add(painter.changes)
        return MaskOutcome(changed: painter.changed, box: painter.box)
    }
}

extension UnsafeBufferPointer {
    /// A buffer of nothing.
    package static var none: UnsafeBufferPointer { UnsafeBufferPointer(start: nil, count: 0) }
}
