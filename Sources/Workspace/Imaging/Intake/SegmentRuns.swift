import Imaging
import PixelEngine

/// The voxels of a segment on the lattice of a series, as rising ranges of voxel indexes.
struct SegmentRuns {
    private(set) var runs: [Range<Int>] = []
    private let lattice: SeriesLattice
    private var grid: Grid { lattice.grid }
    private var area: Int { grid.columns * grid.rows }

    init(_ segment: LabelSegment, _ labels: LabelFile, _ lattice: SeriesLattice) throws {
        self.lattice = lattice
        if !segment.contours.isEmpty {
            try fill(segment.contours)
        } else if let own = labels.grid, !isSame(own) {
            resample(segment.planes, own)
        } else {
            try copy(segment.planes, isLattice: labels.grid != nil)
        }
        runs = Self.merged(runs)
    }

    /// Planes on the pixels of the series' own frames.
    private mutating func copy(_ planes: [LabelPlane], isLattice: Bool) throws {
        for (index, plane) in planes.enumerated() {
            guard plane.columns == grid.columns, plane.rows == grid.rows else {
                throw Refusal(
                    .invalid,
                    "its planes of \(plane.columns) × \(plane.rows) do not fit the series of \(grid.columns) × \(grid.rows)"
                )
            }
            let position = plane.position.flatMap { $0.count == 3 ? SIMD3($0[0], $0[1], $0[2]) : nil }
            let slice =
                lattice.slice(sop: plane.sop, frame: plane.frame) ?? position.flatMap { lattice.slice(at: $0) }
                ?? (isLattice && plane.sop == nil && position == nil ? index : nil)
            guard let slice, slice < grid.slices else {
                throw Refusal(.invalid, "plane \(index + 1) lies on no slice of the series")
            }
            for pair in stride(from: 0, to: plane.runs.count / 2 * 2, by: 2) {
                let start = Int(plane.runs[pair])
                let end = min(start + Int(plane.runs[pair + 1]), area)
                // Half and more of a fractional pixel counts.
                if let values = plane.values, values.indices.contains(pair / 2), values[pair / 2] < 128 { continue }
                if start < end { runs.append(slice * area + start..<slice * area + end) }
            }
        }
    }

    // MARK: Contours

    private mutating func fill(_ contours: [LabelContour]) throws {
        guard lattice.placed != nil else {
            throw Refusal(
                .invalid, "the series does not say where it lies, so contours in millimetres cannot be placed")
        }
        var lines: [Int: [[Contour.Point]]] = [:]
        for contour in contours where contour.type.hasPrefix("CLOSED") && contour.points.count >= 9 {
            let points = stride(from: 0, to: contour.points.count / 3 * 3, by: 3).map {
                SIMD3(contour.points[$0], contour.points[$0 + 1], contour.points[$0 + 2])
            }
            let slice = lattice.slice(sop: contour.sop, frame: contour.frame) ?? lattice.slice(at: points[0])
            guard let slice else { throw Refusal(.invalid, "a contour lies on no slice of the series") }
            lines[slice, default: []].append(
                points.compactMap { lattice.cell(of: $0) }.map { cell in
                    Contour.Point(u: Self.fixed(cell.i), v: Self.fixed(cell.j))
                }
            )
        }
        for (slice, lines) in lines.sorted(by: { $0.key < $1.key }) {
            var cells = [UInt8](repeating: 0, count: area)
            cells.withUnsafeMutableBufferPointer { cells in
                PolygonFill.fill(lines, into: cells, width: grid.columns, height: grid.rows)
            }
            appendRuns(of: cells, from: slice * area)
        }
    }

    private static func fixed(_ value: Double) -> Int32 { Int32(clamping: Int(max(-1e6, min(1e6, value)) * 256)) }

    private mutating func appendRuns(of cells: [UInt8], from base: Int) {
        var at = 0
        while at < cells.count {
            guard cells[at] != 0 else {
                at += 1
                continue
            }
            let start = at
            while at < cells.count, cells[at] != 0 { at += 1 }
            runs.append(base + start..<base + at)
        }
    }

    // MARK: Label maps of another lattice

    /// Whether a label map has the series' own voxels in their order.
    private func isSame(_ own: LabelGrid) -> Bool {
        guard own.columns == grid.columns, own.rows == grid.rows, own.slices == grid.slices else { return false }
        guard let placed = lattice.placed else { return true }
        func near(_ numbers: [Double], _ vector: SIMD3<Double>, _ limit: Double) -> Bool {
            numbers.count == 3 && (0..<3).allSatisfy { abs(numbers[$0] - vector[$0]) <= limit }
        }
        return near(own.origin, placed.origin, 0.01) && near(own.row, placed.row, 1e-3)
            && near(own.column, placed.column, 1e-3) && near(own.normal, placed.normal, 1e-3)
    }

    /// Takes for each voxel of the series the label at its centre.
    private mutating func resample(_ planes: [LabelPlane], _ own: LabelGrid) {
        guard own.origin.count == 3, own.spacing.allSatisfy({ $0 > 0 }), own.columns * own.rows * own.slices < 1 << 31
        else { return }
        var dense = [UInt8](repeating: 0, count: own.columns * own.rows * own.slices)
        let plane = own.columns * own.rows
        for (index, each) in planes.enumerated() where each.columns == own.columns && each.rows == own.rows {
            let slice = each.position.flatMap { Self.index($0, own) } ?? index
            guard slice >= 0, slice < own.slices else { continue }
            for pair in stride(from: 0, to: each.runs.count / 2 * 2, by: 2) {
                let start = Int(each.runs[pair])
                let end = min(start + Int(each.runs[pair + 1]), plane)
                for cell in start..<max(start, end) { dense[slice * plane + cell] = 1 }
            }
        }
        let origin = SIMD3(own.origin[0], own.origin[1], own.origin[2])
        let axes = [own.row, own.column, own.normal].enumerated().map { index, axis in
            SIMD3(axis[0], axis[1], axis[2]) / own.spacing[index]
        }
        for k in 0..<grid.slices {
            var cells = [UInt8](repeating: 0, count: area)
            for j in 0..<grid.rows {
                for i in 0..<grid.columns {
                    guard let point = lattice.point(i, j, k) else { return }
                    let way = point - origin
                    let place = axes.map { axis in
                        let along = way * axis
                        return Int((along.x + along.y + along.z).rounded())
                    }
                    guard place[0] >= 0, place[0] < own.columns, place[1] >= 0, place[1] < own.rows, place[2] >= 0,
                        place[2] < own.slices
                    else { continue }
                    cells[j * grid.columns + i] = dense[place[2] * plane + place[1] * own.columns + place[0]]
                }
            }
            appendRuns(of: cells, from: k * area)
        }
    }

    private static func index(_ position: [Double], _ own: LabelGrid) -> Int? {
        guard position.count == 3 else { return nil }
        let depth = (0..<3).reduce(0.0) { $0 + (position[$1] - own.origin[$1]) * own.normal[$1] }
        return Int((depth / own.spacing[2]).rounded())
    }

    private static func merged(_ runs: [Range<Int>]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for run in runs.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, run.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, run.upperBound)
            } else {
                merged.append(run)
            }
        }
        return merged
    }
}
