import JSON
import PixelEngine

/// The lattice of a stored series in the patient, and which frame is which slice.
struct SeriesLattice {
    let grid: Grid
    /// The centre of voxel (0, 0, 0) and the directions of the axes; nil where the series does not say.
    let placed: Placed?
    /// Slices by SOP instance UID and number of the frame, from 1.
    private let slices: [String: Int]

    struct Placed {
        let origin: SIMD3<Double>
        let row: SIMD3<Double>
        let column: SIMD3<Double>
        let normal: SIMD3<Double>
        let positions: [Double]
    }

    init(header: JSONValue, grid: Grid) {
        self.grid = grid
        placed = header["geometry"].flatMap(Self.placed)
        var slices: [String: Int] = [:]
        for (index, frame) in (header["frames"]?.array ?? []).enumerated() {
            guard let sop = frame["sop"]?.string else { continue }
            let key = Self.key(sop, frame["frame"]?.integer)
            if slices[key] == nil { slices[key] = index % grid.slices }
            // One frame a file is the rule, and then its number is left out.
            if slices[sop] == nil { slices[sop] = index % grid.slices }
        }
        self.slices = slices
    }

    private static func key(_ sop: String, _ frame: Int?) -> String { sop + "#\(frame ?? 1)" }

    private static func placed(_ value: JSONValue) -> Placed? {
        func vector(_ key: String) -> SIMD3<Double>? {
            let numbers = value[key]?.array?.compactMap(\.double) ?? []
            return numbers.count == 3 ? SIMD3(numbers[0], numbers[1], numbers[2]) : nil
        }
        guard let origin = vector("origin"), let row = vector("row"), let column = vector("column"),
            let normal = vector("normal")
        else { return nil }
        let positions = value["positions"]?.array?.compactMap(\.double) ?? []
        return Placed(origin: origin, row: row, column: column, normal: normal, positions: positions)
    }

    func slice(sop: String?, frame: Int?) -> Int? {
        guard let sop else { return nil }
        return slices[Self.key(sop, frame)] ?? (frame == nil ? slices[sop] : nil)
    }

    /// The slice nearest to a depth along the normal, if one is near enough.
    func slice(at point: SIMD3<Double>) -> Int? {
        guard let placed, let first = placed.positions.first else { return nil }
        let way = (point - placed.origin) * placed.normal
        let depth = way.x + way.y + way.z + first
        guard
            let best = placed.positions.indices.min(by: {
                abs(placed.positions[$0] - depth) < abs(placed.positions[$1] - depth)
            })
        else { return nil }
        return abs(placed.positions[best] - depth) <= max(grid.spacingZ / 2, 0.01) ? best % grid.slices : nil
    }

    /// Column and row of a point, with fractions.
    func cell(of point: SIMD3<Double>) -> (i: Double, j: Double)? {
        guard let placed else { return nil }
        let way = point - placed.origin
        let along = way * placed.row
        let down = way * placed.column
        return ((along.x + along.y + along.z) / grid.spacingX, (down.x + down.y + down.z) / grid.spacingY)
    }

    /// The point of a voxel.
    func point(_ i: Int, _ j: Int, _ k: Int) -> SIMD3<Double>? {
        guard let placed, let first = placed.positions.first else { return nil }
        let depth = (placed.positions.indices.contains(k) ? placed.positions[k] : Double(k) * grid.spacingZ) - first
        return placed.origin + placed.row * (Double(i) * grid.spacingX) + placed.column * (Double(j) * grid.spacingY)
            + placed.normal * depth
    }
}
