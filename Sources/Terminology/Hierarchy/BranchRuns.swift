/// For each concept with children the runs of numbers that its branch has, itself included; a concept without children
/// has none stored.
struct BranchRuns: Sendable {
    var offsets: [UInt32]
    /// First and last of each run, one after the other, ascending, with gaps between the runs.
    var bounds: [UInt32]

    init(_ plan: borrowing HierarchyPlan) {
        let count = plan.rows.count
        // The runs in the order in which branches are complete; where each concept's begin and how many there are.
        var pool: [UInt64] = []
        pool.reserveCapacity(count)
        var starts = [UInt32](repeating: 0, count: count)
        var lengths = [UInt32](repeating: 0, count: count)
        var gathered: [UInt64] = []
        for concept in plan.finished {
            let begin = Int(plan.childOffsets[Int(concept)])
            let end = Int(plan.childOffsets[Int(concept) + 1])
            guard begin < end else { continue }
            gathered.removeAll(keepingCapacity: true)
            gathered.append(UInt64(concept) << 32 | UInt64(concept))
            var isSorted = true
            for at in begin..<end {
                let child = Int(plan.children[at])
                let length = Int(lengths[child])
                let first = length == 0 ? UInt64(child) << 32 | UInt64(child) : pool[Int(starts[child])]
                isSorted = isSorted && gathered[gathered.count - 1] <= first
                if length == 0 {
                    gathered.append(first)
                } else {
                    for run in Int(starts[child])..<Int(starts[child]) + length { gathered.append(pool[run]) }
                }
            }
            if !isSorted { gathered.sort() }
            starts[Int(concept)] = UInt32(pool.count)
            var current = gathered[0]
            for run in gathered.dropFirst() {
                if run >> 32 <= (current & 0xFFFF_FFFF) + 1 {
                    current = current & ~0xFFFF_FFFF | max(current & 0xFFFF_FFFF, run & 0xFFFF_FFFF)
                } else {
                    pool.append(current)
                    current = run
                }
            }
            pool.append(current)
            lengths[Int(concept)] = UInt32(pool.count) - starts[Int(concept)]
        }
        offsets = [0]
        offsets.reserveCapacity(count + 1)
        bounds = []
        bounds.reserveCapacity(pool.count * 2)
        for concept in 0..<count {
            for run in Int(starts[concept])..<Int(starts[concept] + lengths[concept]) {
                bounds.append(UInt32(truncatingIfNeeded: pool[run] >> 32))
                bounds.append(UInt32(truncatingIfNeeded: pool[run]))
            }
            offsets.append(UInt32(bounds.count / 2))
        }
    }
}
