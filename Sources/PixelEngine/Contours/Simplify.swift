/// Fewer corners for a closed line (Douglas and Peucker, Cartographica 10:112, 1973).
package enum Simplify {
    /// Leaves out corners that lie within `tolerance` (voxels × 256) of the line without them.
    ///
    /// Up to a third of a pixel a contour of a mask still has every pixel's centre on its side: the corners it was made of stand 0.35 pixels from the nearest centre.
    package static func closed(_ points: [Contour.Point], tolerance: Double) -> [Contour.Point] {
        guard points.count > 4, tolerance > 0 else { return points }
        var far = 0
        for index in points.indices where distance(points[0], points[index]) > distance(points[0], points[far]) {
            far = index
        }
        if far == 0 { return points }
        var keeps = [Bool](repeating: false, count: points.count)
        keeps[0] = true
        keeps[far] = true
        var open = [(0, far), (far, points.count)]
        while let (start, end) = open.popLast() {
            let last = points[end == points.count ? 0 : end]
            var farthest = 0.0
            var place = start
            for index in (start &+ 1)..<max(start &+ 1, end) {
                let away = squaredDistance(points[index], points[start], last)
                if away > farthest { (farthest, place) = (away, index) }
            }
            guard farthest > tolerance * tolerance else { continue }
            keeps[place] = true
            open.append((start, place))
            open.append((place, end))
        }
        let kept = points.indices.filter { keeps[$0] }.map { points[$0] }
        // A line of two corners encloses nothing.
        return kept.count >= 3 ? kept : points
    }

    private static func distance(_ a: Contour.Point, _ b: Contour.Point) -> Int64 {
        let (u, v) = (Int64(a.u) &- Int64(b.u), Int64(a.v) &- Int64(b.v))
        return u &* u &+ v &* v
    }

    /// From a point to the stretch between two others.
    private static func squaredDistance(_ point: Contour.Point, _ a: Contour.Point, _ b: Contour.Point) -> Double {
        let (dx, dy) = (Double(b.u) - Double(a.u), Double(b.v) - Double(a.v))
        let (px, py) = (Double(point.u) - Double(a.u), Double(point.v) - Double(a.v))
        let length = dx * dx + dy * dy
        let along = length > 0 ? max(0, min(1, (px * dx + py * dy) / length)) : 0
        let (ex, ey) = (px - along * dx, py - along * dy)
        return ex * ex + ey * ey
    }
}
