/// The few things that three numbers need beyond the standard library's vector.
extension SIMD3<Double> {
    func dot(_ other: SIMD3<Double>) -> Double { (self * other).sum() }

    func cross(_ other: SIMD3<Double>) -> SIMD3<Double> {
        SIMD3(
            y * other.z - z * other.y,
            z * other.x - x * other.z,
            x * other.y - y * other.x
        )
    }

    var length: Double { dot(self).squareRoot() }

    /// The direction, nil for a vector too short to have one.
    var unit: SIMD3<Double>? {
        let length = length
        return length.isFinite && length > 1e-6 ? self / length : nil
    }
}
