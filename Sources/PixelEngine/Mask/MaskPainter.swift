/// Writes labels span by span where a record may, and keeps what stood there.
struct MaskPainter {
    let grid: Grid
    let layer: UInt8
    let labels: UnsafeMutableBufferPointer<UInt8>
    /// For each label that may stand there, whether it may be changed.
    private(set) var permits: [Bool]
    private(set) var changes: [MaskChange] = []
    private(set) var changed = 0
    private(set) var box = Box.none
    private let maximum: Int
    /// More runs would have changed than may be kept: what was painted must be put back.
    private(set) var isFull = false

    init(_ record: MaskRecord, grid: Grid, layer: Int, labels: UnsafeMutableBufferPointer<UInt8>, maximum: Int) {
        self.grid = grid
        self.layer = UInt8(truncatingIfNeeded: layer)
        self.labels = labels
        self.maximum = maximum
        permits = Array(repeating: false, count: 256)
        let erasesOne = record.flags.contains(.erase) && record.segment != 0
        for old in 0..<256 {
            let label = UInt8(truncatingIfNeeded: old)
            permits[old] = record.mayChange(label) && (!erasesOne || label == record.segment)
        }
    }

    /// Paints voxels `first...last` of row (j, k); the bounds may lie outside the grid.
    @inline(__always)
    mutating func row(_ first: Int, _ last: Int, _ j: Int, _ k: Int, _ value: UInt8) {
        let first = max(first, 0)
        let last = min(last, grid.columns &- 1)
        guard first <= last, j >= 0, j < grid.rows, k >= 0, k < grid.slices else { return }
        let start = grid.index(first, j, k)
        span(start, start &+ last &- first &+ 1, value)
    }

    /// Paints the voxels of a row whose intensity lies in a range.
    @inline(__always)
    mutating func row(
        _ first: Int, _ last: Int, _ j: Int, _ k: Int, _ value: UInt8,
        where range: ClosedRange<Int16>, in intensities: UnsafeBufferPointer<Int16>
    ) {
        let first = max(first, 0)
        let last = min(last, grid.columns &- 1)
        guard first <= last, j >= 0, j < grid.rows, k >= 0, k < grid.slices else { return }
        var at = grid.index(first, j, k)
        let end = at &+ last &- first &+ 1
        guard end <= intensities.count else { return }
        while at < end {
            while at < end, !range.contains(intensities[at]) { at = at &+ 1 }
            let start = at
            while at < end, range.contains(intensities[at]) { at = at &+ 1 }
            if start < at { span(start, at, value) }
        }
    }

    /// Paints voxel indices `start..<end`, which lie inside the grid.
    mutating func span(_ start: Int, _ end: Int, _ value: UInt8) {
        var at = start
        while at < end {
            let old = labels[at]
            let next = Runs.end(from: at, to: end, in: UnsafeBufferPointer(labels))
            if old != value && permits[Int(old)] {
                if changes.count >= maximum {
                    isFull = true
                    return
                }
                UnsafeMutableBufferPointer(rebasing: labels[at..<next]).update(repeating: value)
                note(at, next, old, value)
            }
            at = next
        }
    }

    /// Takes back everything it painted.
    mutating func putBack() {
        var at = changes.count &- 1
        while at >= 0 {
            let start = Int(changes[at].start)
            UnsafeMutableBufferPointer(rebasing: labels[start..<start &+ Int(changes[at].length)])
                .update(repeating: changes[at].old)
            at &-= 1
        }
        changes = []
        changed = 0
        box = .none
    }

    private mutating func note(_ start: Int, _ end: Int, _ old: UInt8, _ new: UInt8) {
        changed &+= end &- start
        box.include(start, end, of: grid)
        let from = UInt32(truncatingIfNeeded: start)
        let length = UInt32(truncatingIfNeeded: end &- start)
        if let last = changes.last, last.start &+ last.length == from, last.old == old, last.new == new {
            changes[changes.count &- 1].length &+= length
        } else {
            changes.append(MaskChange(start: from, length: length, layer: layer, old: old, new: new))
        }
    }
}
