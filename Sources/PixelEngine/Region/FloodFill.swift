/// The connected region around a seed, run by run (A. R. Smith, “Tint Fill”, SIGGRAPH 1979; Heckbert, Graphics Gems, 1990).
package enum FloodFill {
    /// A stretch of a row that has been reached.
    struct Run {
        let start: Int32
        let end: Int32
        let j: Int32
        let k: Int32
    }

    /// Marks, with ones, the voxels of the field that are connected to the seed and belong. Answers how many.
    ///
    /// Every run is put on the stack once, so the stack never holds more runs than the box has voxels.
    package static func grow<Rule: Membership>(
        _ grid: Grid, from seed: (i: Int, j: Int, k: Int), where rule: Rule, connectivity: Connectivity,
        into field: borrowing Field<UInt8>
    ) -> Int {
        let box = field.box
        guard box.clipped(to: grid) == box, box.contains(seed.i, seed.j, seed.k) else { return 0 }
        guard field.cells[field.index(seed.i, seed.j, seed.k)] == 0 else { return 0 }
        guard rule.holds(grid.index(seed.i, seed.j, seed.k)) else { return 0 }
        var stack: [Run] = []
        var count = 0
        push(run(grid, seed.i, seed.j, seed.k, rule, field), &stack, &count)
        while let top = stack.popLast() {
            for dk in -1...1 {
                for dj in -1...1 where dj != 0 || dk != 0 {
                    guard let reach = connectivity.reach(dj, dk) else { continue }
                    let j = Int(top.j) &+ dj
                    let k = Int(top.k) &+ dk
                    guard j >= box.minJ, j < box.endJ, k >= box.minK, k < box.endK else { continue }
                    var i = max(box.minI, Int(top.start) &- reach)
                    let end = min(box.endI, Int(top.end) &+ reach)
                    let row = grid.index(0, j, k)
                    var cell = field.index(i, j, k)
                    while i < end {
                        if field.cells[cell] == 0 && rule.holds(row &+ i) {
                            let found = run(grid, i, j, k, rule, field)
                            cell &+= Int(found.end) &- i
                            i = Int(found.end)
                            push(found, &stack, &count)
                        } else {
                            i &+= 1
                            cell &+= 1
                        }
                    }
                }
            }
        }
        return count
    }

    private static func push(_ run: Run, _ stack: inout [Run], _ count: inout Int) {
        count &+= Int(run.end &- run.start)
        stack.append(run)
    }

    /// The longest run of unmarked voxels that belong around (i, j, k), which it marks.
    private static func run<Rule: Membership>(
        _ grid: Grid, _ i: Int, _ j: Int, _ k: Int, _ rule: Rule, _ field: borrowing Field<UInt8>
    ) -> Run {
        let row = grid.index(0, j, k)
        let cells = field.index(0, j, k)
        var start = i
        while start > field.box.minI, field.cells[cells &+ start &- 1] == 0, rule.holds(row &+ start &- 1) {
            start &-= 1
        }
        var end = i &+ 1
        while end < field.box.endI, field.cells[cells &+ end] == 0, rule.holds(row &+ end) { end &+= 1 }
        for at in start..<end { field.cells[cells &+ at] = 1 }
        return Run(
            start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end),
            j: Int32(truncatingIfNeeded: j), k: Int32(truncatingIfNeeded: k))
    }
}
