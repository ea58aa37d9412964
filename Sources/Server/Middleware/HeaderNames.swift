import HTTPTypes

extension HTTPField.Name {
    /// A name of our own list; all of them are tokens by RFC 9110 §5.6.2.
    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("“\(name)” is no header name") }
        return name
    }

    static let referrerPolicy = known("Referrer-Policy")
    static let crossOriginOpenerPolicy = known("Cross-Origin-Opener-Policy")
    static let crossOriginEmbedderPolicy = known("Cross-Origin-Embedder-Policy")
    static let permissionsPolicy = known("Permissions-Policy")
    static let clearSiteData = known("Clear-Site-Data")
    static let requestID = known("X-Request-ID")
    static let csrfToken = known("X-CSRFToken")
    static let apiKey = known("X-API-Key")
    static let secFetchSite = known("Sec-Fetch-Site")
    static let secFetchDest = known("Sec-Fetch-Dest")
    static let idempotencyKey = known("Idempotency-Key")
    static let prefer = known("Prefer")
}
