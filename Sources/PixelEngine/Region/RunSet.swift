/// A mask as sorted stretches of voxel indices: what boolean operations work on.
package struct RunSet: Equatable, Sendable {
    package struct Stretch: Equatable, Sendable {
        package let start: Int32
        package let end: Int32
    }

    /// Sorted, apart from each other, none empty.
    package private(set) var stretches: [Stretch] = []

    package init() {}

    /// The cells of a field that are not zero.
    package init(_ cells: UnsafeBufferPointer<UInt8>) {
        var at = 0
        while at < cells.count {
            guard cells[at] != 0 else {
                at &+= 1
                continue
            }
            let start = at
            while at < cells.count, cells[at] != 0 { at &+= 1 }
            append(start, at)
        }
    }

    package var count: Int {
        var sum = 0
        for stretch in stretches { sum &+= Int(stretch.end &- stretch.start) }
        return sum
    }

    /// Adds a stretch at the end; one that touches the last makes it longer.
    private mutating func append(_ start: Int, _ end: Int) {
        guard start < end else { return }
        let stretch = Stretch(start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end))
        if let last = stretches.last, last.end == stretch.start {
            stretches[stretches.count &- 1] = Stretch(start: last.start, end: stretch.end)
        } else {
            stretches.append(stretch)
        }
    }

    package enum Operation: Int32, Sendable {
        case union = 0
        case subtract = 1
        case intersect = 2
        /// The other takes the place of this one.
        case copy = 3
        /// What neither… the rest of the field; the other plays no part.
        case invert = 4
    }

    /// Merges two sets over cells 0..<size in one walk over both lists.
    package func merged(_ operation: Operation, with other: RunSet, size: Int) -> RunSet {
        var result = RunSet()
        var a = 0
        var b = 0
        var at = 0
        while at < size {
            let mine = RunSet.state(stretches, &a, at, size)
            let theirs = RunSet.state(other.stretches, &b, at, size)
            let next = min(mine.until, theirs.until)
            let taken =
                switch operation {
                case .union: mine.inside || theirs.inside
                case .subtract: mine.inside && !theirs.inside
                case .intersect: mine.inside && theirs.inside
                case .copy: theirs.inside
                case .invert: !mine.inside
                }
            if taken { result.append(at, next) }
            at = next
        }
        return result
    }

    /// Whether the cell at `at` is inside, and up to where that stays so.
    private static func state(
        _ stretches: [Stretch], _ index: inout Int, _ at: Int, _ size: Int
    ) -> (inside: Bool, until: Int) {
        while index < stretches.count, Int(stretches[index].end) <= at { index &+= 1 }
        guard index < stretches.count else { return (false, size) }
        let start = Int(stretches[index].start)
        return start <= at ? (true, min(size, Int(stretches[index].end))) : (false, min(size, start))
    }

    /// Writes the set into cells: ones inside, zeros elsewhere.
    package func write(to cells: UnsafeMutableBufferPointer<UInt8>) {
        cells.update(repeating: 0)
        for stretch in stretches {
            for at in max(0, Int(stretch.start))..<max(0, min(cells.count, Int(stretch.end))) { cells[at] = 1 }
        }
    }
}
