import Storage

/// A ticket for one new account, good for a while.
package struct Invitation: Sendable, Equatable {
    package let id: Int
    /// What goes into the link.
    package let code: String
    package let role: Role
    /// Whose ticket it is, where it was made for one address.
    package let email: String?
    package let createdAt: Int
    package let expiresAt: Int
}
