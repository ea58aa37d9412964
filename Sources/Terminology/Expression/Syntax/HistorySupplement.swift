/// `{{ + HISTORY-MIN }}`: adds the inactive concepts that have one of the found ones as successor.
package enum HistorySupplement: Sendable, Hashable {
    /// SAME AS.
    case minimum
    /// Also REPLACED BY, WAS A and PARTIALLY EQUIVALENT TO.
    case moderate
    /// All historical associations.
    case maximum
    /// The associations of one's own choice.
    case custom(Constraint)
}
