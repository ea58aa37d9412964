import Storage

/// The proof that somebody was recognised: an active person of an organisation, with a role.
///
/// Use-cases take one as the actor of what they do. Only ``People`` hands them out.
package struct Member: Sendable, Equatable {
    /// The id of the user.
    package let id: Int
    package let organization: Int
    package let role: Role
    package let email: String
    package let origin: Origin

    package init(id: Int, organization: Int, role: Role, email: String, origin: Origin) {
        self.id = id
        self.organization = organization
        self.role = role
        self.email = email
        self.origin = origin
    }

    /// Reads `id`, `organization`, `role` and `email`; nil for somebody deactivated.
    init?(_ row: SQLRow, origin: Origin) {
        guard let role = Role(rawValue: row.string("role")), role != .deactivated else { return nil }
        self.init(
            id: row.int("id"), organization: row.int("organization"), role: role, email: row.string("email"),
            origin: origin
        )
    }

    /// Throws unless the role allows the act.
    package func require(_ act: Act) throws(Refusal) {
        if !role.may(act) { throw .forbidden }
    }
}
