/// A concept on its way into an answer.
struct Candidate {
    /// The document of a concept that has no name and was found by its code.
    static let nameless = UInt32.max

    var document: UInt32
    var concept: UInt32
    /// Whether its name is what was typed and nothing else.
    var isExact = false
    var uses = 0
}
