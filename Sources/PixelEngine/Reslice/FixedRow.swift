/// One row of a resliced picture in 16.16 fixed point: where it starts, how it steps, and which pixels lie in the volume.
///
/// The spans come from the same integers the sampling loops step through, so no rounding can lead outside. A voxel reaches half a voxel
/// around its centre: pixels up to there are in the volume; those between the outermost centres (`inner`) need no clamping. Along an axis on which the
/// whole row stands exactly on centres there is no neighbour to mix with, and none is needed at the edge (`isExact`).
struct FixedRow {
    let x: Int64
    let y: Int64
    let z: Int64
    let stepX: Int64
    let stepY: Int64
    let stepZ: Int64
    private(set) var outer: Range<Int>
    private(set) var inner: Range<Int>
    let isExactX: Bool
    let isExactY: Bool
    let isExactZ: Bool

    /// The largest side of a volume that 16.16 numbers can walk along.
    static let longestSide = 32000

    static let one: Int64 = 65536

    init(_ grid: Grid, start: Vector, step: Vector, columns: Int) {
        func fixed(_ value: Double) -> Int64 {
            // Beyond ± 2³⁰ voxels nothing is in any volume; clipping there keeps the sums below 2⁶³.
            Int64((min(max(value, -1_073_741_824), 1_073_741_824) * 65536).rounded(.down))
        }
        x = fixed(start.x)
        y = fixed(start.y)
        z = fixed(start.z)
        stepX = Int64((step.x * 65536 + 0.5).rounded(.down))
        stepY = Int64((step.y * 65536 + 0.5).rounded(.down))
        stepZ = Int64((step.z * 65536 + 0.5).rounded(.down))
        isExactX = stepX & 0xFFFF == 0 && x & 0xFFFF == 0
        isExactY = stepY & 0xFFFF == 0 && y & 0xFFFF == 0
        isExactZ = stepZ & 0xFFFF == 0 && z & 0xFFFF == 0
        outer = 0..<columns
        inner = 0..<columns
        clip(x, stepX, grid.columns, isExactX)
        clip(y, stepY, grid.rows, isExactY)
        clip(z, stepZ, grid.slices, isExactZ)
        // Both are intervals on one line, the inner within the outer.
        if inner.isEmpty { inner = outer.upperBound..<outer.upperBound }
    }

    private mutating func clip(_ start: Int64, _ step: Int64, _ count: Int, _ isExact: Bool) {
        let last = Int64(count &- 1) &* Self.one
        outer = Self.clip(outer, start, step, low: -Self.one / 2, high: last &+ Self.one / 2 &- 1)
        inner = Self.clip(inner, start, step, low: 0, high: isExact ? last : last &- 1)
    }

    /// The pixels of a range where low ≤ start + step · pixel ≤ high.
    private static func clip(_ range: Range<Int>, _ start: Int64, _ step: Int64, low: Int64, high: Int64) -> Range<Int>
    {
        if range.isEmpty { return range }
        if step == 0 { return start >= low && start <= high ? range : range.lowerBound..<range.lowerBound }
        let first = step > 0 ? up(low &- start, step) : up(start &- high, 0 &- step)
        let last = step > 0 ? down(high &- start, step) : down(start &- low, 0 &- step)
        let from = max(Int64(range.lowerBound), first)
        let to = min(Int64(range.upperBound), last &+ 1)
        return from < to ? Int(from)..<Int(to) : range.lowerBound..<range.lowerBound
    }

    /// Division rounded down, by a positive number.
    private static func down(_ value: Int64, _ by: Int64) -> Int64 {
        // Pixels as large as voxels are the common case, and a division takes forty times a shift.
        if by == one { return value >> 16 }
        let quotient = value / by
        return value < quotient &* by ? quotient &- 1 : quotient
    }

    /// Division rounded up, by a positive number.
    private static func up(_ value: Int64, _ by: Int64) -> Int64 { 0 &- down(0 &- value, by) }
}
