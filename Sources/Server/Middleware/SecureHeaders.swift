import HTTPTypes
import Hummingbird

/// The headers that stand on every response, also on errors; a handler that has set one of them keeps its own.
struct SecureHeaders: Sendable {
    /// No inline script or style, nothing from elsewhere, no frame around us. Of evaluation only WebAssembly: the pixel engine.
    static let policy = [
        "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' blob: data:",
        "media-src 'self' blob:", "connect-src 'self'", "worker-src 'self' blob:", "font-src 'self'",
        "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'",
        "require-trusted-types-for 'script'",
    ].joined(separator: "; ")

    private let fields: [HTTPField]

    init(isSecure: Bool) {
        var fields: [HTTPField] = [
            .init(name: .contentSecurityPolicy, value: Self.policy),
            .init(name: .xContentTypeOptions, value: "nosniff"),
            .init(name: .referrerPolicy, value: "no-referrer"),
            .init(name: .crossOriginOpenerPolicy, value: "same-origin"),
            .init(name: .crossOriginResourcePolicy, value: "same-origin"),
            .init(name: .crossOriginEmbedderPolicy, value: "require-corp"),
            .init(name: .permissionsPolicy, value: "camera=(), microphone=(), geolocation=()"),
            .init(name: .cacheControl, value: "no-store"),
        ]
        if isSecure {
            fields.append(.init(name: .strictTransportSecurity, value: "max-age=31536000; includeSubDomains"))
        }
        self.fields = fields
    }

    func apply(to response: inout Response) {
        for field in fields where response.headers[field.name] == nil {
            response.headers.append(field)
        }
    }
}
