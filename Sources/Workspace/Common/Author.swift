import Storage

/// Somebody whose work is shown: the few fields that go with it.
package struct Author: Sendable, Equatable {
    package let id: Int
    package let email: String
    package let firstName: String
    package let lastName: String

    package init(id: Int, email: String, firstName: String, lastName: String) {
        self.id = id
        self.email = email
        self.firstName = firstName
        self.lastName = lastName
    }

    /// The first letters of the names, or of the address.
    package var initials: String {
        let letters = [firstName, lastName].compactMap(\.first).map { $0.uppercased() }.joined()
        return letters.isEmpty ? String(email.prefix(2)) : letters
    }

    /// `First Last e@mail, 7`, as Label Studio names the maker of an annotation.
    package var signature: String {
        let name = [firstName, lastName].filter { !$0.isEmpty }.joined(separator: " ")
        return (name.isEmpty ? "" : name + " ") + "\(email), \(id)"
    }
}

/// The people behind a page of work, by their ids.
package struct Authors: Sendable, Equatable {
    private var known: [Int: Author] = [:]

    package init() {}

    init(_ ids: some Sequence<Int>, in connection: any SQLConnection) throws {
        let ids = Set(ids).sorted()
        guard !ids.isEmpty else { return }
        let rows = try connection.query(
            "SELECT id, email, first_name, last_name FROM person WHERE id IN (\(list: ids))"
        )
        for row in rows {
            var cells = Cells(row)
            let author = Author(
                id: cells.int(), email: cells.text(), firstName: cells.text(), lastName: cells.text()
            )
            known[author.id] = author
        }
    }

    package subscript(id: Int) -> Author? { known[id] }
    package subscript(id: Int?) -> Author? { id.flatMap { known[$0] } }

    package var all: [Author] { known.values.sorted { $0.id < $1.id } }
}
