/// The pixels whose centres lie inside closed lines, by the even-odd rule.
///
/// A centre that lies on a line belongs to the side right of it and below it: of two polygons with a common side each pixel is in one.
package enum PolygonFill {
    /// Marks, with ones, the cells inside all the lines together.
    ///
    /// - Parameter origin: the pixel the first cell stands for.
    package static func fill(
        _ lines: [[Contour.Point]], into cells: UnsafeMutableBufferPointer<UInt8>, width: Int, height: Int,
        origin: (u: Int, v: Int) = (0, 0)
    ) {
        guard width > 0, height > 0, cells.count >= width &* height else { return }
        var toggles = [UInt8](repeating: 0, count: (width &+ 1) &* height)
        for line in lines {
            guard var before = line.last, line.count >= 3 else { continue }
            for point in line {
                toggle(before, point, &toggles, width, height, origin)
                before = point
            }
        }
        for y in 0..<height {
            var inside: UInt8 = 0
            for x in 0..<width {
                inside ^= toggles[y &* (width &+ 1) &+ x]
                if inside != 0 { cells[y &* width &+ x] = 1 }
            }
        }
    }

    /// Flips every row between the two ends from the first centre not left of the line on.
    private static func toggle(
        _ a: Contour.Point, _ b: Contour.Point, _ toggles: inout [UInt8], _ width: Int, _ height: Int,
        _ origin: (u: Int, v: Int)
    ) {
        if a.v == b.v { return }
        let (top, bottom) = a.v < b.v ? (a, b) : (b, a)
        let first = max(0, PolygonFill.ceiling(Int64(top.v), 256) &- Int64(origin.v))
        let end = min(Int64(height), PolygonFill.ceiling(Int64(bottom.v), 256) &- Int64(origin.v))
        guard first < end else { return }
        let rise = Int64(bottom.v) &- Int64(top.v)
        let run = Int64(bottom.u) &- Int64(top.u)
        for y in first..<end {
            let down = (y &+ Int64(origin.v)) &* 256 &- Int64(top.v)
            // The crossing is at top.u + down · run / rise: 32-bit coordinates keep the product within 64 bits.
            let numerator = Int64(top.u) &* rise &+ down &* run
            let start = PolygonFill.ceiling(numerator, 256 &* rise) &- Int64(origin.u)
            let column = Int(max(0, min(Int64(width), start)))
            toggles[Int(y) &* (width &+ 1) &+ column] ^= 1
        }
    }

    /// Divided and rounded up; the divisor is greater than zero.
    private static func ceiling(_ value: Int64, _ divisor: Int64) -> Int64 {
        value / divisor &+ (value % divisor > 0 ? 1 : 0)
    }
}
