/// The order of a release's concepts, and its hierarchy in that order.
///
/// Concepts are numbered from the tops down, branch by branch, each where it is first met; those without any relationship
/// come last. A branch of a strict tree is then one run of numbers. Where concepts have several parents it is a few:
/// SNOMED CT's 370 000 concepts need 740 000 runs, a seventh of the pairs that a stored closure would have.
struct HierarchyPlan: Sendable {
    /// The row of each concept, by number.
    var rows: [UInt32]
    /// The number of each concept, by row.
    var ordinals: [UInt32]
    /// How many have a parent or a child; they come first.
    var related: Int
    /// Those with children and without parents.
    var roots: [UInt32]
    /// By number: where the parents begin, and the parents, the one nearest to a root first.
    var parentOffsets: [UInt32]
    var parents: [UInt32]
    var childOffsets: [UInt32]
    var children: [UInt32]
    /// The numbers in the order in which their branches are complete: below before above.
    var finished: [UInt32]

    /// - Throws: `Cycle` where a concept lies below itself.
    init(_ edges: EdgeColumns, concepts count: Int) throws(Cycle) {
        let byParent = Adjacency(of: edges.parent, to: edges.child, count: count)
        let byChild = Adjacency(of: edges.child, to: edges.parent, count: count)
        let walk = try Walk(children: byParent, parents: byChild, count: count)
        var rows = walk.order
        var ordinals = walk.ordinals
        related = rows.count
        for row in 0..<count where ordinals[row] == .max {
            ordinals[row] = UInt32(rows.count)
            rows.append(UInt32(row))
        }
        roots = walk.roots.map { ordinals[Int($0)] }
        finished = walk.finished.map { ordinals[Int($0)] }
        (childOffsets, children) = byParent.renumbered(rows: rows, ordinals: ordinals)
        (parentOffsets, parents) = byChild.renumbered(rows: rows, ordinals: ordinals)
        self.rows = rows
        self.ordinals = ordinals
        putNearestParentsFirst()
    }

    /// The way by first parents is then the shortest one: 10.5 steps in the mean and 17 at most in a full release, where
    /// the parents through which the walk came made 11.1 and 20.
    private mutating func putNearestParentsFirst() {
        var depth = [UInt32](repeating: 0, count: rows.count)
        // Above before below.
        for concept in finished.reversed() {
            let range = Int(parentOffsets[Int(concept)])..<Int(parentOffsets[Int(concept) + 1])
            guard var nearest = range.first else { continue }
            for at in range.dropFirst() {
                let (new, old) = (depth[Int(parents[at])], depth[Int(parents[nearest])])
                if new < old || new == old && parents[at] < parents[nearest] { nearest = at }
            }
            parents.swapAt(range.lowerBound, nearest)
            depth[Int(concept)] = depth[Int(parents[range.lowerBound])] + 1
        }
    }

    /// Rows of concepts of which each is a parent of the next, and the last of the first.
    struct Cycle: Error { var rows: [UInt32] }
}

/// Who is linked to whom, by row.
private struct Adjacency {
    var offsets: [UInt32]
    var targets: [UInt32]

    /// Links in the order in which they stand, each once.
    init(of sources: [UInt32], to others: [UInt32], count: Int) {
        var offsets = [UInt32](repeating: 0, count: count + 1)
        for source in sources { offsets[Int(source) + 1] += 1 }
        for row in 0..<count { offsets[row + 1] += offsets[row] }
        var next = offsets
        var targets = [UInt32](repeating: 0, count: sources.count)
        for edge in 0..<sources.count {
            let source = Int(sources[edge])
            targets[Int(next[source])] = others[edge]
            next[source] += 1
        }
        // The same link may be given twice, as from two modules.
        var seen = [UInt32](repeating: .max, count: count)
        var kept = 0
        var start = 0
        for row in 0..<count {
            let end = Int(offsets[row + 1])
            for at in start..<end where seen[Int(targets[at])] != UInt32(row) {
                seen[Int(targets[at])] = UInt32(row)
                targets[kept] = targets[at]
                kept += 1
            }
            start = end
            offsets[row + 1] = UInt32(kept)
        }
        targets.removeLast(targets.count - kept)
        self.offsets = offsets
        self.targets = targets
    }

    func range(_ row: Int) -> Range<Int> { Int(offsets[row])..<Int(offsets[row + 1]) }

    /// The same by number.
    func renumbered(rows: [UInt32], ordinals: [UInt32]) -> (offsets: [UInt32], targets: [UInt32]) {
        var newOffsets: [UInt32] = [0]
        newOffsets.reserveCapacity(rows.count + 1)
        var new: [UInt32] = []
        new.reserveCapacity(targets.count)
        for row in rows {
            for at in range(Int(row)) { new.append(ordinals[Int(targets[at])]) }
            newOffsets.append(UInt32(new.count))
        }
        return (newOffsets, new)
    }
}

/// One walk over the whole hierarchy, depth first.
private struct Walk {
    var order: [UInt32] = []
    var ordinals: [UInt32]
    var finished: [UInt32] = []
    var roots: [UInt32] = []

    init(children: Adjacency, parents: Adjacency, count: Int) throws(HierarchyPlan.Cycle) {
        ordinals = [UInt32](repeating: .max, count: count)
        var isFinished = [Bool](repeating: false, count: count)
        // Where each row on the way down stands in its children.
        var path: [UInt32] = []
        var next = children.offsets
        for root in 0..<count where parents.range(root).isEmpty && !children.range(root).isEmpty {
            roots.append(UInt32(root))
            ordinals[root] = UInt32(order.count)
            order.append(UInt32(root))
            path.append(UInt32(root))
            while let top = path.last {
                let row = Int(top)
                guard next[row] < children.offsets[row + 1] else {
                    isFinished[row] = true
                    finished.append(top)
                    path.removeLast()
                    continue
                }
                let child = children.targets[Int(next[row])]
                next[row] += 1
                if ordinals[Int(child)] == .max {
                    ordinals[Int(child)] = UInt32(order.count)
                    order.append(child)
                    path.append(child)
                } else if !isFinished[Int(child)], let start = path.firstIndex(of: child) {
                    throw HierarchyPlan.Cycle(rows: Array(path[start...]))
                }
            }
        }
        // What no root leads to hangs on a cycle: upwards from it there is no end.
        guard let lost = (0..<count).first(where: { ordinals[$0] == .max && !parents.range($0).isEmpty }) else {
            return
        }
        var upwards: [UInt32] = [UInt32(lost)]
        var place = [UInt32: Int]()
        while let row = upwards.last {
            if let start = place[row] { throw HierarchyPlan.Cycle(rows: upwards[start...].dropLast().reversed()) }
            place[row] = upwards.count - 1
            let range = parents.range(Int(row))
            // A parent that a root leads to cannot be on the way to the cycle; one of them always can.
            guard let up = range.lazy.map({ parents.targets[$0] }).first(where: { ordinals[Int($0)] == .max }) else {
                return
            }
            upwards.append(up)
        }
    }
}
