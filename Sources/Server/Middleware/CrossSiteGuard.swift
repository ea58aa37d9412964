import HTTPTypes
import Hummingbird
import Workspace

/// Refuses what another site makes a browser send.
struct CrossSiteGuard {
    /// The address people use, where a proxy stands before us and may change the host.
    let publicURL: String?

    init(_ settings: Settings) { publicURL = settings.publicURL }

    private static let refused = Refusal(.forbidden, "CSRF Failed: the request did not come from this server's page.")

    /// For a request under a session: the browser's own word and the session's token must agree.
    func check(_ request: Request, token: String) throws(Refusal) {
        guard Self.isUnsafe(request.method) else { return }
        try checkOrigin(request)
        guard let given = request.headers[.csrfToken], Secret.equal(Array(given.utf8), Array(token.utf8)) else {
            throw Refusal(.forbidden, "CSRF Failed: CSRF token missing or incorrect.")
        }
    }

    /// For a request that opens a session: there is no token yet, but a browser says where it comes from.
    func checkOrigin(_ request: Request) throws(Refusal) {
        if let site = request.headers[.secFetchSite], site != "same-origin", site != "none" { throw Self.refused }
        // `null` is the origin of sandboxed frames and of redirects across sites.
        if let origin = request.headers[.origin], origin != publicURL {
            guard let host = origin.split(separator: "/").last, origin != "null",
                let own = request.head.authority, host.lowercased() == own.lowercased()
            else { throw Self.refused }
        }
    }

    private static func isUnsafe(_ method: HTTPRequest.Method) -> Bool {
        ![.get, .head, .options, .trace].contains(method)
    }
}
