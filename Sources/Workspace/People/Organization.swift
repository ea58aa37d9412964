import Storage

/// A house with its people and projects, and the rules of how they prove themselves.
package struct Organization: Sendable, Equatable {
    package let id: Int
    package let title: String
    package let contact: String?
    package let createdBy: Int?
    package let createdAt: Int
    package let updatedAt: Int
    /// Whether personal access tokens are taken.
    package let acceptsTokens: Bool
    /// Whether Label Studio's older tokens, which never run out, are taken.
    package let acceptsLegacyTokens: Bool
    package let tokenDays: Int
    /// Minutes after which a session ends.
    package let sessionMinutes: Int
    /// Minutes without a request after which a session ends.
    package let idleMinutes: Int
    package let policyUpdatedAt: Int

    init(_ row: SQLRow) {
        id = row.int("id")
        title = row.string("title")
        contact = row.optionalString("contact_info")
        createdBy = row.optionalInt("created_by")
        createdAt = row.int("created_at")
        updatedAt = row.int("updated_at")
        acceptsTokens = row.bool("api_tokens_enabled")
        acceptsLegacyTokens = row.bool("legacy_api_tokens_enabled")
        tokenDays = row.int("api_token_ttl_days")
        sessionMinutes = row.int("max_session_age")
        idleMinutes = row.int("max_time_between_activity")
        policyUpdatedAt = row.int("policy_updated_at")
    }
}
