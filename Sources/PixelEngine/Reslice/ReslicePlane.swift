/// A picture of `columns` × `rows` through a volume: where its first pixel's centre lies and how far a pixel to the right and one down are,
/// in voxels.
package struct ReslicePlane: Equatable, Sendable {
    package var origin: Vector
    package var right: Vector
    package var down: Vector
    package var columns: Int
    package var rows: Int

    package init(origin: Vector, right: Vector, down: Vector, columns: Int, rows: Int) {
        self.origin = origin
        self.right = right
        self.down = down
        self.columns = columns
        self.rows = rows
    }

    /// Whether fixed-point coordinates can say it: steps below 2¹⁴ voxels, nothing that is no number, a picture of at most 2²⁸ pixels.
    package var isValid: Bool {
        guard columns > 0, rows > 0, columns <= 1 << 16, rows <= 1 << 16, columns <= (1 << 28) / rows else {
            return false
        }
        func isSmall(_ vector: Vector, _ limit: Double) -> Bool {
            abs(vector.x) < limit && abs(vector.y) < limit && abs(vector.z) < limit
        }
        return isSmall(right, 16384) && isSmall(down, 1e9) && isSmall(origin, 1e9)
    }
}
