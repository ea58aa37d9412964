/// A session that was just opened; the only moment its token is known.
package struct OpenedSession: Sendable {
    package let token: String
    package let key: SessionKey
    package let member: Member
    /// Seconds after which it ends whatever happens.
    package let maximumAge: Int
}
