import Terminology
import Workspace

/// The concepts of a value set: sets of releases, each release once.
struct FHIRSelection: Sendable {
    struct Part: Sendable {
        let open: OpenRelease
        var set: ConceptSet
        /// The concepts in the order in which a value set lists them; nil where it does not list them.
        var order: [Concept]?
    }

    private(set) var parts: [Part] = []

    init() {}

    init(_ open: OpenRelease, _ set: ConceptSet, order: [Concept]? = nil) {
        parts = [Part(open: open, set: set, order: order)]
    }

    var count: Int { parts.reduce(0) { $0 + $1.set.count } }

    func contains(_ concept: Concept, of open: OpenRelease) -> Bool {
        parts.contains { $0.open.release.id == open.release.id && $0.set.contains(concept) }
    }

    mutating func formUnion(_ other: FHIRSelection) {
        for part in other.parts {
            if let place = place(of: part) {
                parts[place].set.formUnion(part.set)
                let known = Set(parts[place].order ?? [])
                parts[place].order = parts[place].order.flatMap { mine in
                    part.order.map { mine + $0.filter { !known.contains($0) } }
                }
            } else {
                parts.append(part)
            }
        }
    }

    mutating func formIntersection(_ other: FHIRSelection) {
        parts = parts.compactMap { part in
            guard let place = other.place(of: part) else { return nil }
            var part = part
            part.set.formIntersection(other.parts[place].set)
            return part
        }
    }

    mutating func subtract(_ other: FHIRSelection) {
        for place in parts.indices {
            if let its = other.place(of: parts[place]) { parts[place].set.subtract(other.parts[its].set) }
        }
    }

    mutating func keepActive() {
        for place in parts.indices { parts[place].set.formIntersection(parts[place].open.index.active) }
    }

    private func place(of part: Part) -> Int? {
        parts.firstIndex { $0.open.release.id == part.open.release.id }
    }
}
