/// The adaptive brush: of a capsule, what is connected to the pointer and looks like the place under it.
///
/// The place is the voxels of the capsule within two of the pointer. Their rounded mean is the middle of the range; its half width is the
/// tolerance, or three times the mean absolute deviation (at least 1) when none is given. Connected over faces.
struct AdaptiveGrowth {
    /// Voxels of a capsule's box at most: 64 MiB of marks.
    private static let maximumBox = 1 << 26

    private let grid: Grid
    private let intensities: UnsafeBufferPointer<Int16>
    private let capsule: Capsule
    private let box: Box
    private let gate: ClosedRange<Int16>
    private let tolerance: Int32

    init(
        _ grid: Grid, _ intensities: UnsafeBufferPointer<Int16>, _ capsule: Capsule, gate: ClosedRange<Int16>,
        tolerance: Int32
    ) {
        self.grid = grid
        self.intensities = intensities
        self.capsule = capsule
        self.box = capsule.box
        self.gate = gate
        self.tolerance = tolerance
    }

    private var width: Int { box.endI &- box.minI }
    private var height: Int { box.endJ &- box.minJ }
    private var depth: Int { box.endK &- box.minK }

    /// Paints what grows from the voxels nearest to the points; the first point gives the mean.
    func paint(from points: [Vector], _ value: UInt8, _ painter: inout MaskPainter) throws(MaskFailure) {
        if box.isEmpty { return }
        let (plane, planeOverflow) = width.multipliedReportingOverflow(by: height)
        let (count, overflow) = plane.multipliedReportingOverflow(by: depth)
        guard !planeOverflow, !overflow, count <= Self.maximumBox else { throw .tooLarge }
        guard let range = range(around: nearest(points[0])) else { return }

        var marks = [UInt8](repeating: 0, count: count)
        marks.withUnsafeMutableBufferPointer { marks in
            open(range, marks)
            for point in points { grow(from: nearest(point), marks) }
            for k in 0..<depth {
                for j in 0..<height {
                    let start = (k &* height &+ j) &* width
                    var i = 0
                    while i < width {
                        while i < width, marks[start &+ i] != 2 { i &+= 1 }
                        let first = i
                        while i < width, marks[start &+ i] == 2 { i &+= 1 }
                        if first < i {
                            painter.row(first &+ box.minI, i &- 1 &+ box.minI, j &+ box.minJ, k &+ box.minK, value)
                        }
                    }
                }
            }
        }
    }

    private func nearest(_ point: Vector) -> (i: Int, j: Int, k: Int) {
        (
            whole((point.x + 0.5).rounded(.down), 0, grid.columns &- 1),
            whole((point.y + 0.5).rounded(.down), 0, grid.rows &- 1),
            whole((point.z + 0.5).rounded(.down), 0, grid.slices &- 1)
        )
    }

    /// What looks like the place around a voxel; nil if none of it lies in the capsule.
    private func range(around centre: (i: Int, j: Int, k: Int)) -> ClosedRange<Int16>? {
        var values: [Int64] = []
        for k in max(box.minK, centre.k &- 2)..<max(box.minK, min(box.endK, centre.k &+ 3)) {
            for j in max(box.minJ, centre.j &- 2)..<max(box.minJ, min(box.endJ, centre.j &+ 3)) {
                guard let (first, last) = capsule.row(j, k) else { continue }
                var i = max(first, centre.i &- 2)
                while i <= min(last, centre.i &+ 2) {
                    values.append(Int64(intensities[grid.index(i, j, k)]))
                    i &+= 1
                }
            }
        }
        if values.isEmpty { return nil }
        let count = Int64(values.count)
        var sum: Int64 = 0
        for value in values { sum &+= value }
        // The nearest whole number; division alone would round towards zero, differently on its two sides.
        let doubled = 2 &* sum &+ count
        let quotient = doubled / (2 &* count)
        let mean = doubled < quotient &* 2 &* count ? quotient &- 1 : quotient
        var half = Int64(tolerance)
        if half == 0 {
            var deviation: Int64 = 0
            for value in values { deviation &+= abs(value &- mean) }
            half = max(1, 3 &* deviation / count)
        }
        let low = max(Int64(gate.lowerBound), mean &- half)
        let high = min(Int64(gate.upperBound), mean &+ half)
        return low <= high ? Int16(clamping: low)...Int16(clamping: high) : nil
    }

    /// Marks with 1 what may be grown into.
    private func open(_ range: ClosedRange<Int16>, _ marks: UnsafeMutableBufferPointer<UInt8>) {
        let low = range.lowerBound
        let high = range.upperBound
        for k in box.minK..<box.endK {
            for j in box.minJ..<box.endJ {
                guard let (first, last) = capsule.row(j, k) else { continue }
                let from = max(first, box.minI)
                let to = min(last, box.endI &- 1)
                if from > to { continue }
                let row = ((k &- box.minK) &* height &+ j &- box.minJ) &* width &- box.minI
                let source = grid.index(0, j, k)
                for i in from...to {
                    let value = intensities[source &+ i]
                    if value >= low && value <= high { marks[row &+ i] = 1 }
                }
            }
        }
    }

    /// Turns into 2 every 1 that is connected to a voxel.
    private func grow(from seed: (i: Int, j: Int, k: Int), _ marks: UnsafeMutableBufferPointer<UInt8>) {
        guard seed.i >= box.minI, seed.i < box.endI, seed.j >= box.minJ, seed.j < box.endJ, seed.k >= box.minK,
            seed.k < box.endK
        else { return }
        let width = Int32(truncatingIfNeeded: width)
        let plane = width &* Int32(truncatingIfNeeded: height)
        let last = (i: width &- 1, j: Int32(truncatingIfNeeded: height &- 1), k: Int32(truncatingIfNeeded: depth &- 1))
        let i = Int32(truncatingIfNeeded: seed.i &- box.minI)
        let j = Int32(truncatingIfNeeded: seed.j &- box.minJ)
        let k = Int32(truncatingIfNeeded: seed.k &- box.minK)
        // Places with their coordinates beside them: dividing them out again took most of the time.
        var stack: [Place] = []
        visit(Place(at: k &* plane &+ j &* width &+ i, i: i, j: j, k: k), marks, &stack)
        while let here = stack.popLast() {
            if here.i > 0 { visit(here.moved(-1, -1, 0, 0), marks, &stack) }
            if here.i < last.i { visit(here.moved(1, 1, 0, 0), marks, &stack) }
            if here.j > 0 { visit(here.moved(0 &- width, 0, -1, 0), marks, &stack) }
            if here.j < last.j { visit(here.moved(width, 0, 1, 0), marks, &stack) }
            if here.k > 0 { visit(here.moved(0 &- plane, 0, 0, -1), marks, &stack) }
            if here.k < last.k { visit(here.moved(plane, 0, 0, 1), marks, &stack) }
        }
    }

    @inline(__always)
    private func visit(_ place: Place, _ marks: UnsafeMutableBufferPointer<UInt8>, _ stack: inout [Place]) {
        guard marks[Int(place.at)] == 1 else { return }
        marks[Int(place.at)] = 2
        stack.append(place)
    }

    private struct Place {
        var at: Int32
        var i: Int32
        var j: Int32
        var k: Int32

        @inline(__always)
        func moved(_ offset: Int32, _ i: Int32, _ j: Int32, _ k: Int32) -> Place {
            Place(at: at &+ offset, i: self.i &+ i, j: self.j &+ j, k: self.k &+ k)
        }
    }
}
