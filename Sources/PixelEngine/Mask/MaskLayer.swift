/// One label a voxel, and what is derived from the labels slice by slice: runs, hashes, versions.
///
/// The runs of a slice are kept until the slice changes. They are the memory of what stood there before an operation, the stored form and the source
/// of the hash at once, at a fraction of the labels' own size.
final class MaskLayer {
    let grid: Grid
    let labels: UnsafeMutableBufferPointer<UInt8>
    /// How often each slice was changed; for those who draw, count or save only what is new.
    let versions: UnsafeMutableBufferPointer<UInt32>
    private var runs: [[UInt32]]
    private var hashes: [UInt64]
    private var isStale: [Bool]
    private var isHashed: [Bool]

    /// A layer without labels.
    init(_ grid: Grid) {
        self.grid = grid
        labels = .allocate(capacity: grid.count)
        labels.initialize(repeating: 0)
        versions = .allocate(capacity: grid.slices)
        versions.initialize(repeating: 0)

        let empty = Self.emptySlice(grid)
        runs = Array(repeating: empty, count: grid.slices)
        hashes = Array(repeating: LayerHash.slice(empty), count: grid.slices)
        isStale = Array(repeating: false, count: grid.slices)
        isHashed = Array(repeating: true, count: grid.slices)
    }

    deinit {
        labels.deallocate()
        versions.deallocate()
    }

    private static func emptySlice(_ grid: Grid) -> [UInt32] {
        var runs: [UInt32] = []
        var rest = grid.columns &* grid.rows
        while rest > 0 {
            let length = min(rest, Runs.longest)
            runs.append(Runs.word(0, length))
            rest &-= length
        }
        return runs
    }

    /// The hash of a layer without labels.
    static func emptyHash(_ grid: Grid) -> UInt64 {
        LayerHash.layer(grid, Array(repeating: LayerHash.slice(emptySlice(grid)), count: grid.slices))
    }

    var plane: Int { grid.columns &* grid.rows }

    /// Says that labels of these slices are no longer what their runs say.
    func touch(_ slices: Range<Int>) {
        for slice in slices {
            isStale[slice] = true
            isHashed[slice] = false
            versions[slice] &+= 1
        }
    }

    /// The runs of a slice.
    func runs(of slice: Int) -> [UInt32] {
        if isStale[slice] {
            var fresh: [UInt32] = []
            Runs.append(
                from: slice &* plane, to: (slice &+ 1) &* plane, of: UnsafeBufferPointer(labels), to: &fresh)
            runs[slice] = fresh
            isStale[slice] = false
        }
        return runs[slice]
    }

    /// Brings the runs of all slices up to date, so that `remembered` tells what stands there now.
    func remember() {
        for slice in 0..<grid.slices where isStale[slice] { _ = runs(of: slice) }
    }

    /// The runs of a slice as they were when it was last looked at.
    func remembered(_ slice: Int) -> [UInt32] { runs[slice] }

    /// Whether no voxel has a label.
    var isEmpty: Bool {
        for slice in 0..<grid.slices {
            for run in runs(of: slice) where run >> 24 != 0 { return false }
        }
        return true
    }

    var hash: UInt64 {
        for slice in 0..<grid.slices where !isHashed[slice] {
            hashes[slice] = LayerHash.slice(runs(of: slice))
            isHashed[slice] = true
        }
        return LayerHash.layer(grid, hashes)
    }
}
