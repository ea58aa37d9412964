import JSON
import Workspace

/// What can be wrong with a request's body.
enum BodyError: DomainError, Equatable {
    /// Larger than `limit` bytes.
    case tooLarge(limit: Int)
    /// Announced as JSON, but is none.
    case notJSON(JSONError)
    /// A part of a multipart body is not as RFC 7578 has it.
    case badMultipart(part: Int, reason: String)
    /// More parts than anybody needs.
    case tooManyParts(limit: Int)
    /// More fields of a form than anybody needs.
    case tooManyFields(limit: Int)
    /// A value of a kind that the field cannot take.
    case notAnObject

    var refusal: Refusal {
        switch self {
        case .tooLarge(let limit):
            Refusal(.tooLarge, "The request body is larger than the limit of \(limit) bytes.")
        case .notJSON(let error):
            Refusal(.invalid, "JSON parse error - \(error)")
        case .badMultipart(let part, let reason):
            Refusal(.invalid, "Multipart form parse error - part \(part): \(reason)")
        case .tooManyParts(let limit):
            Refusal(.invalid, "Multipart form parse error - more than \(limit) parts.")
        case .tooManyFields(let limit):
            Refusal(.invalid, "The form has more than \(limit) fields.")
        case .notAnObject:
            .invalid("Invalid data. Expected a JSON object.")
        }
    }
}
