import Workspace

/// Why the server did not fetch something it was asked to.
///
/// Nothing of what the other side answered is repeated: a body could tell an outsider what stands inside.
enum OutboundError: DomainError, Equatable {
    case badAddress
    case scheme(String)
    case unknownHost(String)
    case forbiddenNetwork(String)
    case tooManyRedirects
    case status(Int)
    case tooLarge(limit: Int)
    case unreachable(String)

    var refusal: Refusal {
        switch self {
        case .badAddress: .invalid(.init("url", "This is not an address of the web."))
        case .scheme(let scheme): .invalid(.init("url", "Only http and https are fetched, not “\(scheme)”."))
        case .unknownHost(let host): .invalid(.init("url", "The host “\(host)” is not known."))
        case .forbiddenNetwork(let host):
            .invalid(
                .init(
                    "url",
                    "The host “\(host)” is in a network this server does not fetch from (see --allow-private-networks)."
                )
            )
        case .tooManyRedirects: .invalid(.init("url", "The address redirects too often."))
        case .status(let code): .invalid(.init("url", "The address answered with status \(code)."))
        case .tooLarge(let limit): Refusal(.tooLarge, "The file at the address is larger than \(limit) bytes.")
        case .unreachable(let host): .invalid(.init("url", "The host “\(host)” did not answer in time."))
        }
    }
}
