import Storage

extension Work {
    /// The person on whose behalf a job runs, with the role of now.
    package func member(ofJob user: Int?, in organization: Int?) async throws -> Member {
        let row = try await database.read { connection in
            try connection.first(
                """
                SELECT person.id, person.email, membership.role, membership.organization FROM person
                JOIN membership ON membership.person = person.id
                WHERE person.id = \(user) AND membership.organization = \(organization)
                """
            )
        }
        guard let row, let member = Member(row, origin: Origin(.job)) else { throw Refusal.forbidden }
        return member
    }
}
