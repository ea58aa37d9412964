/// A concept that was found, and the name it was found by.
package struct SearchHit: Sendable, Equatable {
    package var concept: Concept
    /// The description that matched; of a code that was typed, the preferred name.
    package var text: String
    /// The name people see in the dialect asked for.
    package var preferred: String
    /// The parts of `text` that were typed, in UTF-16 units, in order.
    package var marks: [Range<Int>]
    /// How often it was used (`SearchQuery.usage`).
    package var uses: Int
    /// Whether the description that matched is in use, and its concept too.
    package var isActive: Bool
}
