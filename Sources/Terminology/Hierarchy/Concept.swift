/// A concept of one open index: its place in the hierarchy, read from the top down, each concept where it is first met.
///
/// So a branch is a run of numbers, or a few. The number means nothing in another index.
package struct Concept: Sendable, Hashable, Comparable {
    package let ordinal: UInt32

    package init(ordinal: UInt32) { self.ordinal = ordinal }

    package static func < (left: Concept, right: Concept) -> Bool { left.ordinal < right.ordinal }
}
