import HTTPTypes
import Hummingbird
import Logging
import Workspace

/// Recognises who is asking, by any of Label Studio's ways: `Token`, `Bearer`, `X-API-Key` or the session cookie.
///
/// Under a cookie an unsafe method must also show that our own page sent it.
struct AuthenticationMiddleware: RouterMiddleware {
    typealias Context = AppRequestContext

    let people: People
    let settings: Settings

    func handle(
        _ request: Request,
        context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let credential = Credential(request) {
            context.member = try await recognise(credential, context)
        } else if let token = SessionCookie(settings).token(in: request) {
            guard let (member, key) = try await people.recognise(session: token, origin: context.origin(.session))
            else { throw Refusal.unrecognised }
            try CrossSiteGuard(settings).check(request, token: key.csrfToken)
            context.member = member
            context.session = key
        }
        if let member = context.member { context.logger[metadataKey: "user"] = "\(member.id)" }
        return try await next(request, context)
    }

    private func recognise(_ credential: Credential, _ context: AppRequestContext) async throws -> Member {
        let member: Member? =
            switch credential {
            case .legacy(let token): try await people.recognise(legacy: token, origin: context.origin(.legacyToken))
            case .access(let token): try await people.recognise(access: token, origin: context.origin(.accessToken))
            }
        guard let member else { throw Refusal(.unauthenticated, credential.refusal) }
        return member
    }

    /// What a header shows.
    private enum Credential {
        case legacy(String)
        case access(String)

        init?(_ request: Request) {
            if let value = request.headers[.authorization] {
                let parts = value.split(separator: " ", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { return nil }
                switch parts[0].lowercased() {
                case "token": self = .legacy(parts[1].trimmed)
                case "bearer": self = .access(parts[1].trimmed)
                default: return nil
                }
            } else if let value = request.headers[.apiKey] {
                // A JWT has two points, a legacy token none.
                self = value.contains(".") ? .access(value) : .legacy(value)
            } else {
                return nil
            }
        }

        var refusal: String {
            switch self {
            case .legacy: "Invalid token."
            case .access: "Given token not valid for any token type"
            }
        }
    }
}
