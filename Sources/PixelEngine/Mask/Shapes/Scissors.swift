/// A scissors cut read from its record.
struct Scissors {
    private let grid: Grid
    private let prism: Prism

    init(_ record: MaskRecord, _ grid: Grid) throws(MaskFailure) {
        self.grid = grid
        var parameters = Parameters(record.parameters)
        guard let normal = try parameters.direction() else { throw .malformed }
        let front = try parameters.length()
        let back = try parameters.length()
        let points = try parameters.points(atLeast: 3)
        try parameters.end()
        prism = Prism(grid, points: points, normal: normal, front: front, back: back)
    }

    func paint(_ record: MaskRecord, _ painter: inout MaskPainter) {
        let value: UInt8 = record.flags.contains(.erase) ? 0 : record.segment
        let isOutside = record.flags.contains(.outside)
        var crossings: [Double] = []
        var spans: [Range<Int>] = []
        let slices = slicesTouched
        for j in 0..<grid.rows {
            for k in slices {
                if !prism.isAcrossSlices || k == slices.lowerBound { prism.spans(j, k, &crossings, &spans) }
                if spans.isEmpty && !isOutside { continue }
                let slab = prism.slab(j, k)
                if slab.isEmpty { continue }
                if isOutside {
                    var from = slab.lowerBound
                    for span in spans {
                        painter.row(from, min(span.lowerBound, slab.upperBound) &- 1, j, k, value)
                        from = max(from, span.upperBound)
                    }
                    painter.row(from, slab.upperBound &- 1, j, k, value)
                } else {
                    for span in spans {
                        let first = max(span.lowerBound, slab.lowerBound)
                        painter.row(first, min(span.upperBound, slab.upperBound) &- 1, j, k, value)
                    }
                }
            }
        }
    }

    /// For a cut across the slices, those within the slab; else all, and each row asks.
    private var slicesTouched: Range<Int> {
        guard prism.isAcrossSlices else { return 0..<grid.slices }
        var first = 0
        while first < grid.slices, prism.slab(0, first).isEmpty { first &+= 1 }
        var end = first
        while end < grid.slices, !prism.slab(0, end).isEmpty { end &+= 1 }
        return first..<end
    }
}
