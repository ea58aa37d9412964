/// Intelligent scissors: from a seed to every pixel of a window the cheapest path along edges.
///
/// Mortensen and Barrett, SIGGRAPH 1995; Falcão et al., GMIP 60:233 (1998). Dijkstra with a ring of buckets (Dial 1969), since a step costs at most 361. Moving the
/// seed computes the window anew; following a path is a walk back along its steps.
package struct Livewire {
    /// Pixels around the seed on each side: what a person draws between two clicks, and 4 ms of work.
    package static let reach = 128
    /// Room around a target beyond `reach`.
    package static let margin = 32

    private static let buckets = 512
    private static let steps: [(x: Int, y: Int)] = [
        (-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1),
    ]

    private let grid: Grid
    private let axis: Int
    private let slice: Int
    private var window = Box.none
    private var cost: LivewireCost
    private var parent: [UInt8] = []
    private var seedPixel = 0
    private var seedPlace: (u: Int, v: Int)?
    private var histogram = [Int32](repeating: 0, count: 256)
    private var trained: [UInt8]?

    /// A wire in the slice across `axis`.
    package init(_ grid: Grid, axis: Int, slice: Int) {
        self.grid = grid
        self.axis = max(0, min(2, axis))
        self.slice = slice
        cost = LivewireCost([], width: 0, height: 0)
    }

    /// Sets the point where the wire begins, in pixels of the slice (axis 0: j and k, 1: i and k, 2: i and j). False if it is outside.
    package mutating func setSeed(_ intensities: UnsafeBufferPointer<Int16>, u: Int, v: Int) -> Bool {
        guard intensities.count >= grid.count, inside(u, v) else {
            seedPlace = nil
            return false
        }
        seedPlace = (u, v)
        search(intensities, around(u, v, u, v, reach: Self.reach))
        return true
    }

    /// The path from the seed to a point, both included: u, v of each pixel in turn. Empty if there is no seed or the point is outside.
    ///
    /// A target beyond the window makes a larger one, once.
    package mutating func path(_ intensities: UnsafeBufferPointer<Int16>, toU u: Int, v: Int) -> [Int32] {
        guard intensities.count >= grid.count, inside(u, v), let seed = seedPlace else { return [] }
        let (startU, startV) = windowStart
        if u < startU || v < startV || u >= startU &+ cost.width || v >= startV &+ cost.height {
            search(
                intensities, around(min(u, seed.u), min(v, seed.v), max(u, seed.u), max(v, seed.v), reach: Self.margin))
        }
        let (firstU, firstV) = windowStart
        var pixel = (v &- firstV) &* cost.width &+ (u &- firstU)
        var points: [Int32] = []
        // Every step leads nearer to the seed; the count is a seat belt.
        for _ in 0...parent.count {
            points.append(Int32(truncatingIfNeeded: pixel / cost.width &+ firstV))
            points.append(Int32(truncatingIfNeeded: pixel % cost.width &+ firstU))
            guard pixel != seedPixel, parent[pixel] < 8 else { break }
            let step = Self.steps[Int(parent[pixel])]
            pixel &-= step.y &* cost.width &+ step.x
        }
        points.reverse()
        return points
    }

    /// Learns how steep the edge is that the person follows: later paths prefer the like. Forget with `forget`.
    package mutating func train(_ path: [Int32]) {
        let (startU, startV) = windowStart
        var at = 0
        while at &+ 1 < path.count {
            let (x, y) = (Int(path[at]) &- startU, Int(path[at &+ 1]) &- startV)
            at &+= 2
            guard x >= 0, y >= 0, x < cost.width, y < cost.height else { continue }
            // Neighbouring steepness counts too, so that few pixels make a smooth curve.
            let centre = Int(cost.steepness[y &* cost.width &+ x])
            for offset in -12...12 where centre &+ offset >= 0 && centre &+ offset < 256 {
                histogram[centre &+ offset] &+= Int32(13 &- abs(offset))
            }
        }
        var most: Int32 = 0
        for bin in histogram { most = max(most, bin) }
        guard most > 0 else { return }
        trained = histogram.map { UInt8(truncatingIfNeeded: 255 &- Int64($0) &* 255 / Int64(most)) }
    }

    package mutating func forget() {
        histogram = [Int32](repeating: 0, count: 256)
        trained = nil
    }

    private var windowStart: (u: Int, v: Int) {
        axis == 0 ? (window.minJ, window.minK) : axis == 1 ? (window.minI, window.minK) : (window.minI, window.minJ)
    }

    private func inside(_ u: Int, _ v: Int) -> Bool {
        switch axis {
        case 0: grid.contains(slice, u, v)
        case 1: grid.contains(u, slice, v)
        default: grid.contains(u, v, slice)
        }
    }

    private func around(_ minU: Int, _ minV: Int, _ maxU: Int, _ maxV: Int, reach: Int) -> Box {
        let (a, b, c, d) = (minU &- reach, minV &- reach, maxU &+ reach &+ 1, maxV &+ reach &+ 1)
        let box =
            switch axis {
            case 0: Box(minI: slice, minJ: a, minK: b, endI: slice &+ 1, endJ: c, endK: d)
            case 1: Box(minI: a, minJ: slice, minK: b, endI: c, endJ: slice &+ 1, endK: d)
            default: Box(minI: a, minJ: b, minK: slice, endI: c, endJ: d, endK: slice &+ 1)
            }
        return box.clipped(to: grid)
    }

    /// Dijkstra from the seed over the whole window.
    private mutating func search(_ intensities: UnsafeBufferPointer<Int16>, _ box: Box) {
        window = box
        var values: [Int16] = []
        values.reserveCapacity(box.volume)
        for k in box.minK..<box.endK {
            for j in box.minJ..<box.endJ {
                for i in box.minI..<box.endI { values.append(intensities[grid.index(i, j, k)]) }
            }
        }
        let width = axis == 0 ? box.endJ &- box.minJ : box.endI &- box.minI
        let height = width > 0 ? values.count / width : 0
        cost = LivewireCost(values, width: width, height: height)
        if let trained { cost.weigh(trained: trained) }
        let count = values.count
        parent = [UInt8](repeating: 255, count: count)
        guard let seed = seedPlace, count > 0 else { return }
        let (startU, startV) = windowStart
        seedPixel = (seed.v &- startV) &* width &+ (seed.u &- startU)
        var queue = BucketQueue(nodes: count, buckets: Self.buckets)
        queue.put(seedPixel, at: 0)
        // What a step of each direction adds to the index.
        let steps = Self.steps
        let offsets = steps.map { $0.y &* width &+ $0.x }
        cost.withLinks { link in
            parent.withUnsafeMutableBufferPointer { parent in
                while let pixel = queue.popLowest() {
                    let distance = queue.key(of: pixel)
                    let (x, y) = (pixel % width, pixel / width)
                    for direction in 0..<8 {
                        let step = steps[direction]
                        guard x &+ step.x >= 0, y &+ step.y >= 0, x &+ step.x < width, y &+ step.y < height else {
                            continue
                        }
                        let next = pixel &+ offsets[direction]
                        let known = queue.key(of: next)
                        // A step costs one at least.
                        if known <= distance { continue }
                        let reached = distance &+ link.cost(pixel, next, Int32(step.x), Int32(step.y))
                        if reached < known {
                            queue.put(next, at: reached)
                            parent[next] = UInt8(truncatingIfNeeded: direction)
                        }
                    }
                }
            }
        }
    }
}
