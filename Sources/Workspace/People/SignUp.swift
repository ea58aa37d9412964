/// Who may make an account for themselves.
package enum SignUp: String, Sendable, CaseIterable {
    /// Anybody who reaches the server; they become annotators.
    case open
    /// Who holds an invitation.
    case invite
    /// Nobody; people are made by administrators.
    case closed
}
