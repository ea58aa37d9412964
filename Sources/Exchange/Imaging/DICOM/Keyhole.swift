import PixelEngine

/// Joins holes to the outlines around them by a line walked there and back, so that one closed line says all.
enum Keyhole {
    static func joined(_ contours: [Contour]) -> [[Contour.Point]] {
        contours.indices.filter { !contours[$0].isHole && contours[$0].points.count >= 3 }.map { outer in
            var line = contours[outer].points
            let holes = contours.filter { $0.isHole && $0.parent == outer && $0.points.count >= 3 }.map(\.points)
            // From the left: a hole's leftmost corner sees the outline, or a hole already joined, without crossing another.
            for hole in holes.sorted(by: { left($0) < left($1) }) { join(hole, to: &line) }
            return line
        }
    }

    private static func left(_ points: [Contour.Point]) -> Int32 { points.map(\.u).min() ?? 0 }

    /// Walks left from beside the hole's leftmost corner to the nearest line, and puts a gate there.
    ///
    /// Lines have their corners on rows and columns of pixel centres; the walk keeps a quarter of a pixel away from them, so that no reader
    /// finds a centre on it.
    private static func join(_ hole: [Contour.Point], to line: inout [Contour.Point]) {
        guard let start = hole.indices.min(by: { (hole[$0].u, hole[$0].v) < (hole[$1].u, hole[$1].v) }) else { return }
        let corner = hole[start]
        let next = hole[(start + 1) % hole.count]
        let from = Contour.Point(
            u: corner.u + (next.u - corner.u).signum() * 64, v: corner.v + (next.v - corner.v).signum() * 64)
        var best: (index: Int, u: Double)?
        for index in line.indices {
            let a = line[index]
            let b = line[(index + 1) % line.count]
            guard min(a.v, b.v) <= from.v, max(a.v, b.v) >= from.v else { continue }
            let u: Double
            if a.v == b.v {
                u = Double(min(from.u, max(a.u, b.u)))
                guard u >= Double(min(a.u, b.u)) else { continue }
            } else {
                u = Double(a.u) + Double(from.v - a.v) * Double(b.u - a.u) / Double(b.v - a.v)
            }
            if u <= Double(from.u), best.map({ u > $0.u }) ?? true { best = (index, u) }
        }
        guard let best else { return }
        let gate = Contour.Point(u: Int32(best.u.rounded()), v: from.v)
        let round = [from] + hole[(start + 1)...] + hole[...start] + [from]
        line.insert(contentsOf: [gate] + round + [gate], at: best.index + 1)
    }
}

/// The outline of an ellipse given by the ends of its two axes.
enum EllipseOutline {
    /// Sixty-four corners: within a hundredth of the shorter axis.
    static func points(_ ends: [[Double]]) -> [[Double]] {
        guard ends.count == 4 else { return ends }
        let centre = (0..<3).map { axis in ends.reduce(0) { $0 + $1[axis] } / 4 }
        let first = (0..<3).map { (ends[1][$0] - ends[0][$0]) / 2 }
        let second = (0..<3).map { (ends[3][$0] - ends[2][$0]) / 2 }
        return UnitCircle.points.map { turn in
            (0..<3).map { centre[$0] + first[$0] * turn.cosine + second[$0] * turn.sine }
        }
    }
}

/// Sixty-four points of a circle, by turning the first on and on; no mathematics library is needed.
enum UnitCircle {
    static let points: [(cosine: Double, sine: Double)] = {
        // Cosine and sine of 2π / 64.
        let (c, s) = (0.995184726672196886, 0.098017140329560602)
        var points = [(cosine: 1.0, sine: 0.0)]
        for _ in 1..<64 {
            let last = points[points.count - 1]
            points.append((last.cosine * c - last.sine * s, last.sine * c + last.cosine * s))
        }
        return points
    }()
}
