/// A brush stroke read from its record.
struct Brush {
    private let grid: Grid
    private let radius: Double
    private let normal: Vector?
    private let thickness: Double
    private let range: ClosedRange<Int16>?
    private let tolerance: Int32
    private let points: [Vector]

    init(_ record: MaskRecord, _ grid: Grid) throws(MaskFailure) {
        self.grid = grid
        var parameters = Parameters(record.parameters)
        radius = try parameters.length()
        let direction = try parameters.direction()
        thickness = try parameters.length()
        range = try parameters.range()
        tolerance = try parameters.next()
        points = try parameters.points(atLeast: 1)
        try parameters.end()
        guard radius > 0, thickness >= 0, tolerance >= 0 else { throw .outOfRange }
        if record.flags.contains(.ball) {
            normal = nil
        } else {
            guard let direction else { throw .malformed }
            normal = direction
        }
    }

    func paint(
        _ record: MaskRecord, _ intensities: UnsafeBufferPointer<Int16>, _ painter: inout MaskPainter
    ) throws(MaskFailure) {
        let value: UInt8 = record.flags.contains(.erase) ? 0 : record.segment
        let isGated = record.flags.contains(.gate)
        if isGated || record.flags.contains(.adaptive), intensities.isEmpty { throw .needsIntensities }
        let gate = isGated ? range : Int16.min...Int16.max
        guard let gate else { return }
        var at = points.count == 1 ? 0 : 1
        while at < points.count {
            let capsule = Capsule(
                grid, from: points[max(0, at &- 1)], to: points[at], radius: radius, normal: normal,
                thickness: thickness)
            if record.flags.contains(.adaptive) {
                let growth = AdaptiveGrowth(grid, intensities, capsule, gate: gate, tolerance: tolerance)
                try growth.paint(from: [points[at], points[max(0, at &- 1)]], value, &painter)
            } else {
                let box = capsule.box
                for k in box.minK..<max(box.minK, box.endK) {
                    for j in box.minJ..<max(box.minJ, box.endJ) {
                        guard let (first, last) = capsule.row(j, k) else { continue }
                        if isGated {
                            painter.row(first, last, j, k, value, where: gate, in: intensities)
                        } else {
                            painter.row(first, last, j, k, value)
                        }
                    }
                }
            }
            at &+= 1
        }
    }
}
