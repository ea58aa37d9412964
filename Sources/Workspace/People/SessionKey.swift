/// Names a session without being able to open it.
package struct SessionKey: Sendable, Equatable {
    package let id: Int
    /// What a browser must send back with unsafe methods.
    package let csrfToken: String

    package init(id: Int, csrfToken: String) {
        self.id = id
        self.csrfToken = csrfToken
    }
}
