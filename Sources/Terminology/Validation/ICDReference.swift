/// Codes that a note of ICD-10-CM names: `A00.1`, `E10.-`, `J40-J47`, `T36-T50 with fifth or sixth character 5`.
struct ICDReference: Equatable, Sendable {
    /// The first and last code without dots; equal for a single one. Codes below them are meant too.
    var first: String
    var last: String
    var condition = Condition.none

    /// What else must be true of a code in the range.
    enum Condition: Equatable, Sendable {
        case none
        /// The character at the last of these places (from 1) that is not a placeholder is one of these.
        case character(at: [Int], Set<Character>)
        /// What follows the category begins with one of these.
        case subdivision([String])
        /// The code ends so, or has this after its category's first places.
        case ends(String)
        /// Words that only people understand.
        case unclear
    }

    /// Whether a code is meant.
    enum Answer: Equatable, Sendable {
        case no, yes
        /// In the range, but the note says more than can be decided here.
        case maybe
    }

    func answer(_ plain: String) -> Answer {
        guard plain.prefix(first.count) >= first, plain.prefix(last.count) <= last else { return .no }
        // A category alone stands for all of it, and a note about a part of it does not forbid it.
        guard plain.utf8.count >= min(first.utf8.count, last.utf8.count) else { return .no }
        switch condition {
        case .none: return .yes
        case .unclear: return .maybe
        case .subdivision(let beginnings):
            return beginnings.contains { plain.dropFirst(3).hasPrefix($0) } ? .yes : .no
        case .ends(let end): return plain.dropFirst(3).hasSuffix(end) ? .yes : .no
        case .character(let places, let allowed):
            let characters = Array(plain)
            let found = places.filter { $0 <= characters.count }.map { characters[$0 - 1] }
            guard let character = found.last(where: { $0 != "X" }) ?? found.last else { return .no }
            return allowed.contains(character) ? .yes : .no
        }
    }
}
