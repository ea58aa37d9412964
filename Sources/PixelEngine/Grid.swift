/// The lattice of a volume: how many voxels along its columns (i), rows (j) and slices (k), and how far apart they are in millimetres.
///
/// Voxel (i, j, k) of a volume stands at index (k · rows + j) · columns + i. Voxel (0, 0, 0) is the centre of the first voxel.
///
/// **The house rules of the engine.** Memory is handed to kernels as `UnsafeBufferPointer` and `UnsafeMutableBufferPointer`, never as a
/// base pointer without a count: a debug build checks every access, so that the tests find what a release build (which does not
/// check, and so vectorises) would do silently. Spans lost: their checks stay in a release build, and two mutable spans of one object cannot be
/// lent at once. A kernel asks once, at its door, whether its buffers are as large as the grid says, clips every parameter,
/// and answers a failure or does nothing rather than trap. Index arithmetic after that is wrapping (`&+`).
///
/// Whatever ends in a label or a hash is computed from integers, or from `Double` with + − × ÷ √ and rounding only: the server and the
/// browser must come to the same bits.
package struct Grid: Equatable, Sendable {
    package let columns: Int
    package let rows: Int
    package let slices: Int
    /// Millimetres between the centres of neighbours along i, j and k; all greater than zero.
    package let spacingX: Double
    package let spacingY: Double
    package let spacingZ: Double

    package init(columns: Int, rows: Int, slices: Int, spacingX: Double, spacingY: Double, spacingZ: Double) {
        self.columns = columns
        self.rows = rows
        self.slices = slices
        self.spacingX = spacingX
        self.spacingY = spacingY
        self.spacingZ = spacingZ
    }

    /// Whether volumes of this grid can be held: every side positive, no more voxels than 2³¹ − 1, spacing finite and positive.
    package var isValid: Bool {
        guard columns > 0, rows > 0, slices > 0 else { return false }
        let (plane, planeOverflow) = columns.multipliedReportingOverflow(by: rows)
        let (count, overflow) = plane.multipliedReportingOverflow(by: slices)
        guard !planeOverflow, !overflow, count <= 0x7FFF_FFFF else { return false }
        return isLength(spacingX) && isLength(spacingY) && isLength(spacingZ)
    }

    /// A spacing from two nanometres (below, shapes would drown in rounding) to a hundred metres; anything else is a broken header.
    private func isLength(_ value: Double) -> Bool { value >= 2e-6 && value <= 1e5 }

    /// Voxels in all.
    package var count: Int { columns &* rows &* slices }

    /// The index of a voxel; the caller knows that it lies inside.
    package func index(_ i: Int, _ j: Int, _ k: Int) -> Int { (k &* rows &+ j) &* columns &+ i }

    package func contains(_ i: Int, _ j: Int, _ k: Int) -> Bool {
        i >= 0 && j >= 0 && k >= 0 && i < columns && j < rows && k < slices
    }
}
