import PixelEngine

/// Records spelled for reading.
enum Records {
    static func record(
        _ kind: MaskKind, layer: Int32 = 0, segment: Int32 = 1, flags: MaskFlags = [], locks: [UInt8] = [],
        _ parameters: [Int32]
    ) -> [Int32] {
        var flags = flags
        var words: [Int32] = []
        if !locks.isEmpty {
            flags.insert(.hasLocks)
            var set = SegmentSet()
            for segment in locks { set.insert(segment) }
            words = (0..<SegmentSet.wordCount).map { Int32(bitPattern: set.words[$0]) }
        }
        return [1, kind.rawValue, layer, segment, flags.rawValue] + words + parameters
    }

    /// A brush stroke; points in voxels, lengths in millimetres.
    static func brush(
        _ points: [[Double]], radius: Double, normal: [Int32] = [0, 0, 0], thickness: Double = 0,
        gate: [Int32] = [0, 0],
        tolerance: Int32 = 0, layer: Int32 = 0, segment: Int32 = 1, flags: MaskFlags = .ball, locks: [UInt8] = []
    ) -> [Int32] {
        record(
            .brush, layer: layer, segment: segment, flags: flags, locks: locks,
            [Int32((radius * 1000).rounded())] + normal + [Int32((thickness * 1000).rounded())] + gate + [
                tolerance, Int32(points.count),
            ]
                + points.flatMap { $0.map { Int32(($0 * 256).rounded()) } })
    }

    static let undo: [Int32] = [1, 1, 0, 0, 0]
    static let redo: [Int32] = [1, 2, 0, 0, 0]

    static func box(_ grid: Grid) -> [Int32] {
        [0, 0, 0, Int32(grid.columns), Int32(grid.rows), Int32(grid.slices)]
    }
}

/// How many elements differ; arrays of voxels say nothing when printed.
func differences<Element: Equatable>(_ one: some Collection<Element>, _ other: some Collection<Element>) -> Int {
    zip(one, other).count { $0 != $1 } + abs(one.count - other.count)
}
