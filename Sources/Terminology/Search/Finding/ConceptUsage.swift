/// How often concepts of an index have been chosen, in a project or by a person.
package struct ConceptUsage: Sendable, Equatable {
    /// In the order of the concepts.
    let uses: [(concept: Concept, count: Int)]
    /// More are not looked at: the most used.
    package static let most = 1000

    package init(_ counts: [Concept: Int]) {
        let most = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.prefix(Self.most)
        uses = most.filter { $0.value > 0 }.map { ($0.key, $0.value) }.sorted { $0.concept < $1.concept }
    }

    package static func == (left: ConceptUsage, right: ConceptUsage) -> Bool {
        left.uses.elementsEqual(right.uses) { $0 == $1 }
    }

    /// 0 for one that was never chosen.
    package func count(_ concept: Concept) -> Int {
        var (low, high) = (0, uses.count)
        while low < high {
            let middle = (low + high) / 2
            if uses[middle].concept < concept { low = middle + 1 } else { high = middle }
        }
        return low < uses.count && uses[low].concept == concept ? uses[low].count : 0
    }
}
