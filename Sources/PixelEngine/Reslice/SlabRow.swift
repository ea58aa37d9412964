/// One row of a slab while its planes are added.
///
/// The pixels any plane reaches are one range, because the volume is convex: no mark a pixel is needed for highest and lowest.
struct SlabRow {
    private let projection: Reslice.Projection
    private var sampled: [Int16]
    private var extreme: [Int16]
    private var sums: [Int32]
    private var counts: [Int32]
    private var seen = 0..<0

    init(_ columns: Int, _ projection: Reslice.Projection) {
        self.projection = projection
        sampled = Array(repeating: 0, count: columns)
        extreme = Array(repeating: 0, count: projection == .mean ? 0 : columns)
        sums = Array(repeating: 0, count: projection == .mean ? columns : 0)
        counts = sums
    }

    mutating func begin() {
        seen = 0..<0
        switch projection {
        case .maximum: for at in extreme.indices { extreme[at] = .min }
        case .minimum: for at in extreme.indices { extreme[at] = .max }
        case .mean:
            for at in sums.indices {
                sums[at] = 0
                counts[at] = 0
            }
        }
    }

    mutating func add(
        _ volume: UnsafeBufferPointer<Int16>, _ grid: Grid, _ row: FixedRow, _ sampling: Reslice.Sampling
    ) {
        if row.outer.isEmpty { return }
        seen =
            seen.isEmpty
            ? row.outer
            : min(seen.lowerBound, row.outer.lowerBound)..<max(seen.upperBound, row.outer.upperBound)
        if let first = Reslice.copied(grid, row, sampling) {
            merge(UnsafeBufferPointer(rebasing: volume[first..<first &+ row.outer.count]), row.outer)
            return
        }
        sampled.withUnsafeMutableBufferPointer { Reslice.sample(volume, grid, row, sampling, $0) }
        let fresh = sampled
        fresh.withUnsafeBufferPointer { merge(UnsafeBufferPointer(rebasing: $0[row.outer]), row.outer) }
    }

    private mutating func merge(_ samples: UnsafeBufferPointer<Int16>, _ place: Range<Int>) {
        let start = place.lowerBound
        switch projection {
        case .maximum:
            extreme.withUnsafeMutableBufferPointer { extreme in
                for at in 0..<samples.count { extreme[start &+ at] = max(extreme[start &+ at], samples[at]) }
            }
        case .minimum:
            extreme.withUnsafeMutableBufferPointer { extreme in
                for at in 0..<samples.count { extreme[start &+ at] = min(extreme[start &+ at], samples[at]) }
            }
        case .mean:
            sums.withUnsafeMutableBufferPointer { sums in
                for at in 0..<samples.count { sums[start &+ at] &+= Int32(samples[at]) }
            }
            counts.withUnsafeMutableBufferPointer { counts in
                for at in 0..<samples.count { counts[start &+ at] &+= 1 }
            }
        }
    }

    func finish(_ fill: Int16, _ out: UnsafeMutableBufferPointer<Int16>) {
        for at in 0..<seen.lowerBound { out[at] = fill }
        for at in seen {
            if projection != .mean {
                out[at] = extreme[at]
            } else if counts[at] == 0 {
                out[at] = fill
            } else {
                out[at] = Self.mean(sums[at], counts[at])
            }
        }
        for at in max(seen.upperBound, seen.lowerBound)..<out.count { out[at] = fill }
    }

    /// Rounded half up, on both sides of zero.
    private static func mean(_ sum: Int32, _ count: Int32) -> Int16 {
        let doubled = 2 &* sum &+ count
        let quotient = doubled / (2 &* count)
        return Int16(truncatingIfNeeded: doubled < quotient &* 2 &* count ? quotient &- 1 : quotient)
    }
}
