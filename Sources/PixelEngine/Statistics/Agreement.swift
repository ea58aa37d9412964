/// How far two masks of the same field agree.
package struct Agreement: Equatable, Sendable {
    /// 2 · |A ∩ B| / (|A| + |B|); 1 if both are empty.
    package var dice: Double
    /// The 95th percentile of the distances from the surface voxels of each to the surface of the other, the larger of the two directions, in millimetres.
    /// Nil if one of them is empty.
    package var hausdorff95: Double?
    /// The share of surface voxels of both that lie within the tolerance of the other's surface (Nikolov et al., 2018, on voxels). Nil if one is empty.
    package var surfaceDice: Double?

    /// - Parameter tolerance: millimetres that do not count as a difference.
    package init(
        _ a: borrowing Field<UInt8>, _ b: borrowing Field<UInt8>, spacing: (x: Double, y: Double, z: Double),
        tolerance: Double
    ) {
        var (both, first, second) = (0, 0, 0)
        for cell in 0..<min(a.cells.count, b.cells.count) {
            let (one, other) = (a.cells[cell] != 0, b.cells[cell] != 0)
            both &+= one && other ? 1 : 0
            first &+= one ? 1 : 0
            second &+= other ? 1 : 0
        }
        dice = first &+ second > 0 ? 2 * Double(both) / Double(first &+ second) : 1
        guard first > 0, second > 0, a.box == b.box else { return }
        let surfaceA = Agreement.surface(a)
        let surfaceB = Agreement.surface(b)
        let toA = Agreement.distances(surfaceB, to: surfaceA, spacing)
        let toB = Agreement.distances(surfaceA, to: surfaceB, spacing)
        hausdorff95 = max(Agreement.percentile95(toA), Agreement.percentile95(toB)).squareRoot()
        let limit = Float(tolerance * tolerance * Margin.tolerance)
        var within = 0
        for distance in toA where distance <= limit { within &+= 1 }
        for distance in toB where distance <= limit { within &+= 1 }
        surfaceDice = Double(within) / Double(toA.count &+ toB.count)
    }

    /// Voxels of a mask with a face to the outside; what lies beyond the field is outside.
    private static func surface(_ field: borrowing Field<UInt8>) -> Field<UInt8> {
        let surface = Field<UInt8>(field.box, filledWith: 0)
        let plane = field.columns &* field.rows
        var cell = 0
        for k in 0..<field.slices {
            for j in 0..<field.rows {
                for i in 0..<field.columns {
                    defer { cell &+= 1 }
                    guard field.cells[cell] != 0 else { continue }
                    let inner =
                        i > 0 && field.cells[cell &- 1] != 0 && i &+ 1 < field.columns && field.cells[cell &+ 1] != 0
                        && j > 0 && field.cells[cell &- field.columns] != 0 && j &+ 1 < field.rows
                        && field.cells[cell &+ field.columns] != 0 && k > 0 && field.cells[cell &- plane] != 0
                        && k &+ 1 < field.slices && field.cells[cell &+ plane] != 0
                    surface.cells[cell] = inner ? 0 : 1
                }
            }
        }
        return surface
    }

    /// Squared distances of the cells of one surface to another.
    private static func distances(
        _ from: borrowing Field<UInt8>, to: borrowing Field<UInt8>, _ spacing: (x: Double, y: Double, z: Double)
    ) -> [Float] {
        let map = DistanceMap.squared(to: 1, in: to, spacing: spacing)
        var distances: [Float] = []
        for cell in 0..<map.cells.count where from.cells[cell] != 0 { distances.append(map.cells[cell]) }
        return distances.sorted()
    }

    private static func percentile95(_ sorted: [Float]) -> Double {
        guard !sorted.isEmpty else { return 0 }
        let rank = (sorted.count &* 95 &+ 99) / 100
        return Double(sorted[max(0, rank &- 1)])
    }
}
