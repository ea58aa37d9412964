/// What is said of a person when an account is made.
package struct NewAccount: Sendable, Equatable {
    package var email: String
    package var password: String?
    package var username: String
    package var firstName: String
    package var lastName: String
    package var phone: String

    package init(
        email: String,
        password: String?,
        username: String = "",
        firstName: String = "",
        lastName: String = "",
        phone: String = ""
    ) {
        self.email = email
        self.password = password
        self.username = username
        self.firstName = firstName
        self.lastName = lastName
        self.phone = phone
    }

    /// What is wrong with it, field by field.
    var faults: [Refusal.Fault] {
        var faults: [Refusal.Fault] = []
        if !Self.isAddress(email) { faults.append(.init("email", "Enter a valid email address.")) }
        for (field, text) in [("first_name", firstName), ("last_name", lastName), ("phone", phone)]
        where text.count > 256 {
            faults.append(.init(field, "Ensure this field has no more than 256 characters."))
        }
        if username.count > 256 {
            faults.append(.init("username", "Ensure this field has no more than 256 characters."))
        }
        return faults
    }

    /// One @ with something before it and a host after it; whether mail arrives shows only when it is sent.
    private static func isAddress(_ text: String) -> Bool {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        return halves.count == 2 && !halves[0].isEmpty && !halves[1].isEmpty && text.utf8.count <= 254
            && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
    }
}
