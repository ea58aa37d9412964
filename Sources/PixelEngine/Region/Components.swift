/// The connected parts of a mask, found on runs with union-find.
///
/// He, Chao and Suzuki, IEEE TIP 17:749 (2008); Wu, Otoo and Suzuki, Pattern Anal. Appl. 12:117 (2009): work grows with the runs, not with the voxels.
package struct Components {
    /// A stretch of one row of the field that carries the mask.
    package struct Run: Sendable {
        /// The first cell and the one after the last, as indices into the field.
        package let start: Int32
        package let end: Int32
    }

    package let runs: [Run]
    /// The part of every run; parts are numbered from 0 in order of their first cell.
    package let part: [Int32]
    /// Cells of every part.
    package let sizes: [Int]
    package var count: Int { sizes.count }

    /// The parts of the cells that equal `value`.
    package init(of field: borrowing Field<UInt8>, equal value: UInt8 = 1, connectivity: Connectivity) {
        var runs: [Run] = []
        var rowStarts: [Int32] = []
        rowStarts.reserveCapacity(field.rows &* field.slices &+ 1)
        for row in 0..<(field.rows &* field.slices) {
            rowStarts.append(Int32(truncatingIfNeeded: runs.count))
            Components.appendRuns(of: field, row: row, value, to: &runs)
        }
        rowStarts.append(Int32(truncatingIfNeeded: runs.count))
        var forest = Forest(runs.count)
        for k in 0..<field.slices {
            for j in 0..<field.rows {
                let row = k &* field.rows &+ j
                // Neighbours behind: those ahead will look back.
                for (dj, dk) in [(-1, 0), (-1, -1), (0, -1), (1, -1)] {
                    guard let reach = connectivity.reach(dj, dk) else { continue }
                    guard j &+ dj >= 0, j &+ dj < field.rows, k &+ dk >= 0 else { continue }
                    let other = row &+ dk &* field.rows &+ dj
                    let shift = (row &- other) &* field.columns
                    Components.join(
                        runs, Int(rowStarts[row])..<Int(rowStarts[row &+ 1]),
                        Int(rowStarts[other])..<Int(rowStarts[other &+ 1]), shift, reach, &forest)
                }
            }
        }
        var part = [Int32](repeating: -1, count: runs.count)
        var sizes: [Int] = []
        for index in 0..<runs.count {
            let root = forest.root(index)
            // Roots are the lowest index of their tree, so a root is met before its leaves.
            if part[root] < 0 {
                part[root] = Int32(truncatingIfNeeded: sizes.count)
                sizes.append(0)
            }
            part[index] = part[root]
            sizes[Int(part[root])] &+= Int(runs[index].end &- runs[index].start)
        }
        self.runs = runs
        self.part = part
        self.sizes = sizes
    }

    /// Parts from the largest to the smallest; of equals, the one that begins first.
    package var bySize: [Int] {
        (0..<count).sorted { sizes[$0] != sizes[$1] ? sizes[$0] > sizes[$1] : $0 < $1 }
    }

    /// The part that has the cell, if any.
    package func part(at cell: Int) -> Int? {
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low &+ high) / 2
            if Int(runs[middle].end) <= cell { low = middle &+ 1 } else { high = middle }
        }
        guard low < runs.count, Int(runs[low].start) <= cell else { return nil }
        return Int(part[low])
    }

    private static func appendRuns(
        of field: borrowing Field<UInt8>, row: Int, _ value: UInt8, to runs: inout [Run]
    ) {
        let end = (row &+ 1) &* field.columns
        var at = row &* field.columns
        while at < end {
            guard field.cells[at] == value else {
                at &+= 1
                continue
            }
            let start = at
            while at < end, field.cells[at] == value { at &+= 1 }
            runs.append(Run(start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: at)))
        }
    }

    /// Joins the runs of two rows that touch: a merge of two sorted lists.
    private static func join(
        _ runs: [Run], _ here: Range<Int>, _ there: Range<Int>, _ shift: Int, _ reach: Int, _ forest: inout Forest
    ) {
        var a = here.lowerBound
        var b = there.lowerBound
        while a < here.upperBound && b < there.upperBound {
            let start = Int(runs[b].start) &+ shift
            let end = Int(runs[b].end) &+ shift
            if start < Int(runs[a].end) &+ reach && Int(runs[a].start) < end &+ reach { forest.join(a, b) }
            if Int(runs[a].end) < end { a &+= 1 } else { b &+= 1 }
        }
    }
}

/// Union-find with path halving; the root of a tree is its lowest member.
struct Forest {
    private var parent: [Int32]

    init(_ count: Int) {
        parent = [Int32](repeating: 0, count: count)
        for index in 0..<count { parent[index] = Int32(truncatingIfNeeded: index) }
    }

    mutating func root(_ index: Int) -> Int {
        var at = index
        while Int(parent[at]) != at {
            parent[at] = parent[Int(parent[at])]
            at = Int(parent[at])
        }
        return at
    }

    mutating func join(_ a: Int, _ b: Int) {
        let first = root(a)
        let second = root(b)
        if first < second {
            parent[second] = Int32(truncatingIfNeeded: first)
        } else {
            parent[first] = Int32(truncatingIfNeeded: second)
        }
    }
}
