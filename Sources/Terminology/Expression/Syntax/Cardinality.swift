/// `[1..3]`: how often something may hold.
package struct Cardinality: Sendable, Hashable {
    package var minimum: Int
    /// nil is many.
    package var maximum: Int?

    /// What holds where none is written: at least once.
    package static let some = Cardinality(minimum: 1, maximum: nil)

    package func contains(_ count: Int) -> Bool {
        count >= minimum && maximum.map { count <= $0 } ?? true
    }

    /// Whether it only asks for existence.
    package var isSome: Bool { minimum == 1 && maximum == nil }
    /// Whether it asks for nothing.
    package var isAny: Bool { minimum == 0 && maximum == nil }
}
