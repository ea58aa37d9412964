/// An archive that speaks DICOMweb, as an administrator named it.
package struct PACSConnection: Sendable, Equatable {
    package let id: Int
    package let name: String
    /// Where its DICOMweb begins, without a slash at the end.
    package let baseURL: String
    /// The value of the Authorization header; it is never answered, logged or put into an event.
    package let authorization: String?
    /// Whether this server may go into a private network for it.
    package let allowsPrivateNetwork: Bool
    package let createdAt: Int
    package let updatedAt: Int

    static let selection = "id, name, base_url, authorization_header, allows_private, created_at, updated_at"

    init(_ cells: inout Cells) {
        id = cells.int()
        name = cells.text()
        baseURL = cells.text()
        authorization = cells.optionalText()
        allowsPrivateNetwork = cells.bool()
        createdAt = cells.int()
        updatedAt = cells.int()
    }
}
