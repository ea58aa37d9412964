/// The long and the short axis of a lesion in one slice, as RECIST 1.1 measures them: the longest line between two points of its outline, and the longest across it at a right angle.
package struct Diameter: Equatable, Sendable {
    package struct Axis: Equatable, Sendable {
        package var millimetres: Double
        package var start: Contour.Point
        package var end: Contour.Point
    }

    package var long: Axis
    package var short: Axis

    /// Of the outline with the longest axis; nil if the label is not in the slice.
    package init?(_ contours: [Contour], spacing: (u: Double, v: Double)) {
        var best: Axis?
        var outline: [Contour.Point] = []
        for contour in contours where !contour.isHole {
            guard let axis = Diameter.longest(contour.points, spacing) else { continue }
            if best.map({ axis.millimetres > $0.millimetres }) ?? true {
                best = axis
                outline = contour.points
            }
        }
        guard let best else { return nil }
        long = best
        short = Diameter.across(best, outline, spacing)
    }

    /// The slice with the longest axis, as the reader of a CT would look for it.
    package static func longest(
        of label: UInt8, in labels: UnsafeBufferPointer<UInt8>, _ grid: Grid, axis: Int
    ) -> (slice: Int, diameter: Diameter)? {
        let extent = Extent.of(label, in: labels, of: grid, within: Box(whole: grid))
        guard !extent.isEmpty else { return nil }
        var best: (slice: Int, diameter: Diameter)?
        for slice in extent.start(axis)..<extent.end(axis) {
            let contours = MaskContours.trace(label, in: labels, of: grid, axis: axis, slice: slice, tolerance: 0)
            guard let diameter = Diameter(contours, spacing: grid.pixelSpacing(across: axis)) else { continue }
            if best.map({ diameter.long.millimetres > $0.diameter.long.millimetres }) ?? true {
                best = (slice, diameter)
            }
        }
        return best
    }

    /// The ends of the longest line are corners of the convex hull: few enough to try all pairs.
    private static func longest(_ points: [Contour.Point], _ spacing: (u: Double, v: Double)) -> Axis? {
        let hull = hull(points)
        guard let first = hull.first else { return nil }
        var best = Axis(millimetres: 0, start: first, end: first)
        for (index, a) in hull.enumerated() {
            for b in hull[(index &+ 1)...] {
                let length = length(a, b, spacing)
                if length > best.millimetres { best = Axis(millimetres: length, start: a, end: b) }
            }
        }
        return best
    }

    /// The widest chord at a right angle to an axis. Between two corners the width changes linearly, so the widest goes through a corner.
    private static func across(
        _ axis: Axis, _ points: [Contour.Point], _ spacing: (u: Double, v: Double)
    ) -> Axis {
        let (scaleU, scaleV) = (spacing.u / 256, spacing.v / 256)
        let dx = (Double(axis.end.u) - Double(axis.start.u)) * scaleU
        let dy = (Double(axis.end.v) - Double(axis.start.v)) * scaleV
        let length = (dx * dx + dy * dy).squareRoot()
        var best = Axis(millimetres: 0, start: axis.start, end: axis.start)
        guard length > 0 else { return best }
        // Coordinates along the axis (t) and across it (s).
        var along: [Double] = []
        var aside: [Double] = []
        for point in points {
            let (x, y) = (Double(point.u) * scaleU, Double(point.v) * scaleV)
            along.append((x * dx + y * dy) / length)
            aside.append((y * dx - x * dy) / length)
        }
        for place in along {
            var (low, high) = (Double.infinity, -Double.infinity)
            var before = points.count &- 1
            for index in points.indices {
                let (t0, t1) = (along[before], along[index])
                if min(t0, t1) <= place && place <= max(t0, t1) {
                    let part = t1 != t0 ? (place - t0) / (t1 - t0) : 0
                    let crossing = aside[before] + (aside[index] - aside[before]) * part
                    low = min(low, min(crossing, t1 != t0 ? crossing : aside[index]))
                    high = max(high, max(crossing, t1 != t0 ? crossing : aside[index]))
                }
                before = index
            }
            guard high - low > best.millimetres else { continue }
            func point(_ s: Double) -> Contour.Point {
                Contour.Point(
                    u: Int32(clamping: Int64(((place * dx - s * dy) / length / scaleU + 0.5).rounded(.down))),
                    v: Int32(clamping: Int64(((place * dy + s * dx) / length / scaleV + 0.5).rounded(.down))))
            }
            best = Axis(millimetres: high - low, start: point(low), end: point(high))
        }
        return best
    }

    private static func length(
        _ a: Contour.Point, _ b: Contour.Point, _ spacing: (u: Double, v: Double)
    ) -> Double {
        let x = (Double(b.u) - Double(a.u)) / 256 * spacing.u
        let y = (Double(b.v) - Double(a.v)) / 256 * spacing.v
        return (x * x + y * y).squareRoot()
    }

    /// Andrew's monotone chain, IPL 9:216 (1979).
    static func hull(_ points: [Contour.Point]) -> [Contour.Point] {
        let sorted = points.sorted { ($0.u, $0.v) < ($1.u, $1.v) }
        guard sorted.count > 2 else { return sorted }
        var hull: [Contour.Point] = []
        for pass in [sorted, sorted.reversed()] {
            let start = hull.count
            for point in pass {
                while hull.count >= start &+ 2, turn(hull[hull.count &- 2], hull[hull.count &- 1], point) <= 0 {
                    hull.removeLast()
                }
                hull.append(point)
            }
            hull.removeLast()
        }
        return hull
    }

    private static func turn(_ a: Contour.Point, _ b: Contour.Point, _ c: Contour.Point) -> Int64 {
        (Int64(b.u) &- Int64(a.u)) &* (Int64(c.v) &- Int64(a.v))
            &- (Int64(b.v) &- Int64(a.v)) &* (Int64(c.u) &- Int64(a.u))
    }
}
