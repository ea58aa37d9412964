import Workspace

/// Why an archive did not do what it was asked; its own words are not repeated.
enum PACSError: DomainError, Equatable {
    case unreachable(String)
    case status(String, Int)
    case unreadable(String)

    var refusal: Refusal {
        switch self {
        case .unreachable(let name): Refusal(.unavailable, "The archive “\(name)” did not answer in time.")
        case .status(let name, 401), .status(let name, 403):
            Refusal(.unavailable, "The archive “\(name)” does not let this server in: check its credentials.")
        case .status(let name, 404): Refusal(.notFound, "The archive “\(name)” has nothing of that name.")
        case .status(let name, let code):
            Refusal(.unavailable, "The archive “\(name)” answered with status \(code).")
        case .unreadable(let name):
            Refusal(.unavailable, "The archive “\(name)” answered something that is no DICOMweb.")
        }
    }

    /// Whether asking in other words may help: the archive understood who asks and for what, and could not give it.
    var isWorthAnotherWay: Bool {
        switch self {
        case .status(_, let code): ![401, 403, 404].contains(code)
        case .unreadable: true
        case .unreachable: false
        }
    }
}
