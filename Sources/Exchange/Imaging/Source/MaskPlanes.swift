/// Unpacks the runs of a layer slice by slice. Runs that end early leave the rest empty; runs beyond the last voxel are cut off.
package struct MaskPlanes: Sequence, IteratorProtocol, Sendable {
    /// One slice: its index, its labels, and whether any of them is not zero.
    package struct Plane: Sendable {
        package let slice: Int
        package let labels: [UInt8]
        package let isEmpty: Bool
    }

    private let runs: [UInt32]
    private let area: Int
    private let slices: Int
    private var slice = 0
    private var run = 0
    private var left = 0
    private var value: UInt8 = 0

    init(runs: [UInt32], area: Int, slices: Int) {
        self.runs = runs
        self.area = area
        self.slices = slices
    }

    package mutating func next() -> Plane? {
        guard slice < slices, area > 0 else { return nil }
        var labels = [UInt8](repeating: 0, count: area)
        var isEmpty = true
        var at = 0
        while at < area {
            if left == 0 {
                guard run < runs.count else { break }
                value = UInt8(truncatingIfNeeded: runs[run] >> 24)
                left = Int(runs[run] & 0xFF_FFFF)
                run += 1
                continue
            }
            let step = Swift.min(left, area - at)
            if value != 0 {
                labels.withUnsafeMutableBufferPointer { $0[at..<at + step].update(repeating: value) }
                isEmpty = false
            }
            at += step
            left -= step
        }
        slice += 1
        return Plane(slice: slice - 1, labels: labels, isEmpty: isEmpty)
    }
}
