#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A turn about the origin, clockwise on a screen.
struct Turn {
    private let cosine: Double
    private let sine: Double

    init(degrees: Double) {
        let angle = degrees * .pi / 180
        (cosine, sine) = degrees == 0 ? (1, 0) : (cos(angle), sin(angle))
    }

    func turn(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
        (x * cosine - y * sine, x * sine + y * cosine)
    }
}
