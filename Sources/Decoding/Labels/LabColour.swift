#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Colours that DICOM recommends for display (PS3.3 C.10.7.1.1), as red, green and blue.
enum LabColour {
    static func rgb(_ values: [Int]) -> [Int] {
        let lightness = Double(values[0]) / 65535 * 100
        let a = Double(values[1]) / 65535 * 255 - 128
        let b = Double(values[2]) / 65535 * 255 - 128
        let fy = (lightness + 16) / 116
        func linear(_ f: Double) -> Double { f * f * f > 216.0 / 24389 ? f * f * f : (116 * f - 16) / (24389.0 / 27) }
        let x = linear(fy + a / 500) * 0.96422
        let y = linear(fy)
        let z = linear(fy - b / 200) * 0.82521
        let parts = [
            3.1338561 * x - 1.6168667 * y - 0.4906146 * z, -0.9787684 * x + 1.9161415 * y + 0.0334540 * z,
            0.0719453 * x - 0.2289914 * y + 1.4052427 * z,
        ]
        return parts.map { part in
            let shown = part <= 0.0031308 ? 12.92 * part : 1.055 * pow(part, 1 / 2.4) - 0.055
            return Int(min(255, max(0, (shown * 255).rounded())))
        }
    }
}
