/// A concept on its way into an answer.
struct Candidate {
    var document: UInt32
    var concept: UInt32
    /// Whether its name is what was typed and nothing else.
    var isExact = false
    var uses = 0
}
