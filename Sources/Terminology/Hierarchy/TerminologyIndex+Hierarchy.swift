extension TerminologyIndex {
    /// The tops of the hierarchy, in the order of the release; in a system without any hierarchy all concepts.
    package var roots: [Concept] {
        hierarchy.related == 0
            ? (0..<UInt32(conceptCount)).map(Concept.init(ordinal:))
            : hierarchy.roots.buffer.map(Concept.init(ordinal:))
    }

    /// Concepts that have a parent or a child; in a system without any hierarchy all.
    package var inHierarchy: ConceptSet {
        let related = hierarchy.related == 0 ? conceptCount : hierarchy.related
        var set = emptySet()
        if related > 0 { set.insert(from: 0, through: UInt32(related - 1)) }
        return set
    }

    /// Direct parents, the one nearest to the top first.
    package func parents(_ concept: Concept) -> ConceptList {
        ConceptList(
            index: self, ordinals: hierarchy.parents, range: hierarchy.parentOffsets.range(place(concept)))
    }

    /// Direct children, in the order of the release.
    package func children(_ concept: Concept) -> ConceptList {
        ConceptList(
            index: self, ordinals: hierarchy.children, range: hierarchy.childOffsets.range(place(concept)))
    }

    /// How many concepts lie below this one.
    package func descendantCount(_ concept: Concept) -> Int {
        var count = 0
        for run in hierarchy.runOffsets.range(place(concept)) {
            count += Int(hierarchy.runs[run * 2 + 1]) - Int(hierarchy.runs[run * 2]) + 1
        }
        return max(count - 1, 0)
    }

    /// Whether a concept is another or lies below it.
    @inline(__always)
    package func subsumes(_ ancestor: Concept, _ descendant: Concept) -> Bool {
        let range = hierarchy.runOffsets.range(place(ancestor))
        if range.isEmpty { return ancestor == descendant }
        var low = range.lowerBound
        var high = range.upperBound
        // The first run that does not end before the descendant.
        while low < high {
            let middle = (low &+ high) &>> 1
            if hierarchy.runs[middle &* 2 &+ 1] < descendant.ordinal { low = middle &+ 1 } else { high = middle }
        }
        return low < range.upperBound && hierarchy.runs[low &* 2] <= descendant.ordinal
    }

    /// Adds all concepts below one.
    package func insertDescendants(of concept: Concept, orSelf: Bool, into set: inout ConceptSet) {
        let range = hierarchy.runOffsets.range(place(concept))
        let hadSelf = orSelf || set.contains(concept)
        for run in range {
            let (first, last) = (hierarchy.runs[run &* 2], hierarchy.runs[run &* 2 &+ 1])
            if first <= last { set.insert(from: first, through: last) }
        }
        if hadSelf { set.insert(concept) } else { set.remove(concept) }
    }

    /// Adds all concepts below any of a set.
    package func insertDescendants(of concepts: ConceptSet, orSelf: Bool, into set: inout ConceptSet) {
        var below = emptySet()
        concepts.forEach { concept in
            // A branch that lies in one found already adds nothing: parents come before most of their children.
            if !below.contains(concept) { insertDescendants(of: concept, orSelf: false, into: &below) }
        }
        set.formUnion(below)
        if orSelf { set.formUnion(concepts) }
    }

    /// Adds all concepts above one.
    package func insertAncestors(of concept: Concept, orSelf: Bool, into set: inout ConceptSet) {
        var found: [UInt32] = [concept.ordinal]
        var next = 0
        while next < found.count {
            for link in hierarchy.parentOffsets.range(Int(found[next])) {
                let parent = hierarchy.parents[link]
                if !found.contains(parent) { found.append(parent) }
            }
            next += 1
        }
        for ordinal in found.dropFirst(orSelf ? 0 : 1) { set.insert(Concept(ordinal: ordinal)) }
    }

    /// Adds all concepts above any of a set.
    package func insertAncestors(of concepts: ConceptSet, orSelf: Bool, into set: inout ConceptSet) {
        var above = emptySet()
        var waiting: [UInt32] = []
        concepts.forEach { concept in
            waiting.append(concept.ordinal)
            while let ordinal = waiting.popLast() {
                for link in hierarchy.parentOffsets.range(Int(ordinal)) {
                    let parent = Concept(ordinal: hierarchy.parents[link])
                    if above.contains(parent) { continue }
                    above.insert(parent)
                    waiting.append(parent.ordinal)
                }
            }
        }
        set.formUnion(above)
        if orSelf { set.formUnion(concepts) }
    }

    /// Adds the children of all concepts of a set.
    package func insertChildren(of concepts: ConceptSet, into set: inout ConceptSet) {
        concepts.forEach { concept in
            for link in hierarchy.childOffsets.range(place(concept)) {
                set.insert(Concept(ordinal: hierarchy.children[link]))
            }
        }
    }

    /// Adds the parents of all concepts of a set.
    package func insertParents(of concepts: ConceptSet, into set: inout ConceptSet) {
        concepts.forEach { concept in
            for link in hierarchy.parentOffsets.range(place(concept)) {
                set.insert(Concept(ordinal: hierarchy.parents[link]))
            }
        }
    }

    /// The shortest way from a top down to a concept, itself last: by the first parent of each.
    package func path(to concept: Concept) -> [Concept] {
        var path = [concept]
        var place = place(concept)
        // A hierarchy has no cycles when it is written; a file that says otherwise must not hang us.
        while path.count <= 1000 {
            let range = hierarchy.parentOffsets.range(place)
            if range.isEmpty { break }
            let parent = hierarchy.parents[range.lowerBound]
            path.append(Concept(ordinal: parent))
            place = Int(parent)
        }
        path.reverse()
        return path
    }

    /// How many concepts lie on the shortest way from the top to a concept, without itself.
    package func depth(_ concept: Concept) -> Int { path(to: concept).count - 1 }
}
