/// The lattice of a volume: how many voxels along its columns (i), rows (j) and slices (k), and how far apart they are in millimetres.
///
/// Voxel (i, j, k) of a volume stands at index (k · rows + j) · columns + i. Voxel (0, 0, 0) is the centre of the first voxel.
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

    /// Voxels in all.
    package var count: Int { columns &* rows &* slices }

    /// The index of a voxel; the caller knows that it lies inside.
    package func index(_ i: Int, _ j: Int, _ k: Int) -> Int { (k &* rows &+ j) &* columns &+ i }

    package func contains(_ i: Int, _ j: Int, _ k: Int) -> Bool {
        i >= 0 && j >= 0 && k >= 0 && i < columns && j < rows && k < slices
    }
}
