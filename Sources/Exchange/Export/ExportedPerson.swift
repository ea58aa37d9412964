/// An annotator in full, for snapshots that ask for more than the id.
package struct ExportedPerson: Sendable, Equatable {
    package var id: Int
    package var email: String
    package var firstName: String
    package var lastName: String

    package init(id: Int, email: String, firstName: String = "", lastName: String = "") {
        self.id = id
        self.email = email
        self.firstName = firstName
        self.lastName = lastName
    }
}
