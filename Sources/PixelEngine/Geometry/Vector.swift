/// Three numbers: a point, a step or a direction.
package struct Vector: Equatable, Sendable {
    package var x: Double
    package var y: Double
    package var z: Double

    package init(_ x: Double, _ y: Double, _ z: Double) {
        self.x = x
        self.y = y
        self.z = z
    }

    package static let zero = Vector(0, 0, 0)

    package static func + (a: Vector, b: Vector) -> Vector { Vector(a.x + b.x, a.y + b.y, a.z + b.z) }
    package static func - (a: Vector, b: Vector) -> Vector { Vector(a.x - b.x, a.y - b.y, a.z - b.z) }
    package static func * (a: Vector, factor: Double) -> Vector { Vector(a.x * factor, a.y * factor, a.z * factor) }

    package func dot(_ other: Vector) -> Double { x * other.x + y * other.y + z * other.z }

    package func cross(_ other: Vector) -> Vector {
        Vector(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
    }

    /// The same direction with length one; nil for zero and what is not finite.
    package var normalised: Vector? {
        let length = dot(self).squareRoot()
        guard length > 0, length.isFinite else { return nil }
        return Vector(x / length, y / length, z / length)
    }

    /// What is left without the part along a direction of length one.
    package func across(_ direction: Vector) -> Vector { self - direction * dot(direction) }
}

extension Grid {
    /// Voxels to millimetres in the grid's own frame.
    package func millimetres(_ voxels: Vector) -> Vector {
        Vector(voxels.x * spacingX, voxels.y * spacingY, voxels.z * spacingZ)
    }

    /// How far a voxel reaches along a direction of length one, in millimetres.
    package func thickness(along direction: Vector) -> Double {
        abs(direction.x) * spacingX + abs(direction.y) * spacingY + abs(direction.z) * spacingZ
    }
}

/// The nearest whole number in a range; the lower bound for what is no number.
package func whole(_ value: Double, _ low: Int, _ high: Int) -> Int {
    if !(value > Double(low)) { return low }
    if value >= Double(high) { return high }
    return Int(value)
}
