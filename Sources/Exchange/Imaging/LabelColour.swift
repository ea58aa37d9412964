/// The colour of a label as numbers.
enum LabelColour {
    /// The first colours of the browser's palette (`core/palette.js`), for labels without one of their own.
    private static let first: [[Int]] = [
        [230, 159, 0], [86, 180, 233], [0, 168, 120], [240, 228, 66], [61, 139, 212], [232, 116, 59], [213, 141, 181],
        [155, 184, 102], [183, 154, 224], [201, 162, 124],
    ]

    /// Red, green and blue from 0 to 255: `#RGB`, `#RRGGBB`, or that of the label's place, counted from one.
    static func rgb(_ text: String?, number: Int) -> [Int] {
        let digits = (text ?? "").drop { $0 == "#" }
        if text?.first == "#", let value = Int(digits, radix: 16) {
            if digits.count == 6 { return [value >> 16, value >> 8 & 255, value & 255] }
            if digits.count == 3 { return [value >> 8, value >> 4 & 15, value & 15].map { $0 * 17 } }
        }
        let index = max(0, number - 1)
        if index < first.count { return first[index] }
        let later = index - first.count
        let hue = (Double(later) * 137.508 + 20).truncatingRemainder(dividingBy: 360)
        return fromHSL(hue, saturation: 0.55, lightness: later % 2 == 0 ? 0.66 : 0.52)
    }

    private static func fromHSL(_ hue: Double, saturation: Double, lightness: Double) -> [Int] {
        let reach = saturation * min(lightness, 1 - lightness)
        return [0.0, 8, 4].map { step in
            let k = (step + hue / 30).truncatingRemainder(dividingBy: 12)
            return Int((255 * (lightness - reach * max(-1, min(k - 3, 9 - k, 1)))).rounded())
        }
    }
}
