import Foundation

/// Colours as DICOM recommends them for display: CIELab scaled to 16 bits (PS3.3 C.10.7.1.1).
enum CIELab {
    static func values(_ rgb: [Int]) -> [Int] {
        let linear = rgb.map { value -> Double in
            let c = Double(value) / 255
            return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
        }
        // sRGB to XYZ adapted to the D50 white of the profile connection space.
        let x = (0.4360747 * linear[0] + 0.3850649 * linear[1] + 0.1430804 * linear[2]) / 0.96422
        let y = 0.2225045 * linear[0] + 0.7168786 * linear[1] + 0.0606169 * linear[2]
        let z = (0.0139322 * linear[0] + 0.0971045 * linear[1] + 0.7141733 * linear[2]) / 0.82521
        func f(_ t: Double) -> Double { t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116 }
        let lightness = 116 * f(y) - 16
        let a = 500 * (f(x) - f(y))
        let b = 200 * (f(y) - f(z))
        func scaled(_ value: Double) -> Int { Int(Swift.min(65535, Swift.max(0, value.rounded()))) }
        return [scaled(lightness / 100 * 65535), scaled((a + 128) / 255 * 65535), scaled((b + 128) / 255 * 65535)]
    }
}
