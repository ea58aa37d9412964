import HTTPTypes
import Hummingbird
import JSON
import Workspace

/// `/api/session`, `/api/setup` and Label Studio's forms `/user/login`, `/user/signup`, `/logout`.
struct SessionController {
    let services: Services
    let setUpCode: SetUpCode

    private var people: People { services.people }
    private var cookie: SessionCookie { SessionCookie(services.settings) }

    /// What needs no session yet.
    var open: RouteCollection<AppRequestContext> {
        RouteCollection(context: AppRequestContext.self)
            .post("api/session", use: signIn)
            .get("api/setup", use: showSetUp)
            .post("api/setup", use: setUp)
            .post("user/login", use: logIn)
            .post("user/signup", use: signUp)
            .get("logout", use: logOut)
            .post("logout", use: logOut)
    }

    /// What shows and ends one.
    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get("api/session", use: show)
            .delete("api/session", use: signOut)
    }

    @Sendable func signIn(_ request: Request, context: AppRequestContext) async throws -> Response {
        try CrossSiteGuard(services.settings).checkOrigin(request)
        let fields = try await request.fields(limit: 64 << 10)
        do {
            let session = try await people.signIn(
                email: fields.requiredString("email"), password: fields.requiredString("password"),
                agent: request.headers[.userAgent], origin: context.origin(.none)
            )
            return try await answer(session, .ok)
        } catch let refusal as Refusal where refusal == People.wrongPassword {
            // A program wants a status it can tell from a malformed request.
            throw Refusal(.unauthenticated, "The email and password you entered don't match.")
        }
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        guard let session = context.session else { throw Refusal.unrecognised }
        return try await answer(member: context.member, csrf: session.csrfToken)
    }

    @Sendable func signOut(_ request: Request, context: MemberContext) async throws -> Response {
        if let session = context.session { try await people.endSession(session.id, by: context.member) }
        return adding(cookie.close(), to: .noContent)
    }

    @Sendable func showSetUp(_ request: Request, context: AppRequestContext) async throws -> Response {
        let needsOwner = try await people.needsOwner()
        return .json { writer in
            writer.object { writer in
                writer.member("needs_owner", needsOwner)
                writer.member("sign_up", people.signUp.rawValue)
                writer.member("version", Version.current)
            }
        }
    }

    @Sendable func setUp(_ request: Request, context: AppRequestContext) async throws -> Response {
        try CrossSiteGuard(services.settings).checkOrigin(request)
        let fields = try await request.fields(limit: 64 << 10)
        guard try await people.needsOwner() else { throw Refusal(.forbidden, "This server has an owner already.") }
        guard try setUpCode.matches(fields.requiredString("code")) else {
            throw Refusal(.forbidden, "This set-up code is not the one the program printed at its start.")
        }
        let account = try NewAccount(fields, needsPassword: true)
        let session = try await people.setUpInBrowser(
            account, agent: request.headers[.userAgent], origin: context.origin(.none)
        )
        return try await answer(session, .created)
    }

    /// Label Studio's form: 302 to `next`, or the page again.
    @Sendable func logIn(_ request: Request, context: AppRequestContext) async throws -> Response {
        try CrossSiteGuard(services.settings).checkOrigin(request)
        let fields = try await request.fields(limit: 64 << 10)
        do {
            let session = try await people.signIn(
                email: fields.requiredString("email"), password: fields.requiredString("password"),
                agent: request.headers[.userAgent], origin: context.origin(.none)
            )
            return adding(cookie.open(session), to: redirect(to: request.queryItems["next"]))
        } catch let refusal as Refusal where refusal.kind == .invalid {
            return try page(refusal)
        }
    }

    /// Label Studio's form; a client that asks for JSON gets the session or the faults instead of a page.
    @Sendable func signUp(_ request: Request, context: AppRequestContext) async throws -> Response {
        try CrossSiteGuard(services.settings).checkOrigin(request)
        let fields = try await request.fields(limit: 64 << 10)
        let wantsJSON = request.headers[.accept]?.contains("application/json") ?? false
        do {
            let code = try request.queryItems["token"] ?? fields.string("token")
            let session = try await people.signUp(
                NewAccount(fields, needsPassword: true), code: code, agent: request.headers[.userAgent],
                origin: context.origin(.none)
            )
            if wantsJSON { return try await answer(session, .created) }
            return adding(cookie.open(session), to: redirect(to: request.queryItems["next"]))
        } catch let refusal as Refusal where refusal.kind == .invalid && !wantsJSON {
            return try page(refusal)
        }
    }

    /// Label Studio logs out by GET too; a foreign page can at worst end the session. What a page loads cannot: a
    /// task whose data name this address as their image would sign out whoever opens it.
    @Sendable func logOut(_ request: Request, context: AppRequestContext) async throws -> Response {
        if let use = request.headers[.secFetchDest], use != "document" { throw Refusal.forbidden }
        if let token = cookie.token(in: request),
            let (member, key) = try await people.recognise(session: token, origin: context.origin(.session))
        {
            try await people.endSession(key.id, by: member)
        }
        return adding(cookie.close(), to: redirect(to: "/user/login"))
    }

    private func answer(_ session: OpenedSession, _ status: HTTPResponse.Status) async throws -> Response {
        let response = try await answer(member: session.member, csrf: session.key.csrfToken, status)
        return adding(cookie.open(session), to: response)
    }

    private func answer(
        member: Member, csrf: String, _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let profile = try await people.profile(of: member)
        return .json(status) { writer in
            writer.object { writer in
                writer.key("user")
                writer.object { writer in
                    writer.members(of: profile.person, in: profile.organization, owner: profile.ownerEmail)
                    writer.permissions(of: profile.person.role)
                }
                writer.member("csrf_token", csrf)
            }
        }
    }

    /// To a path of this very server.
    private func redirect(to path: String?) -> Response {
        var target = "/projects"
        if let path, path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"),
            path.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F })
        {
            target = path
        }
        return Response(status: .found, headers: [.location: target])
    }

    /// A plain page that says what was wrong; nothing from the request is repeated in it.
    private func page(_ refusal: Refusal) throws -> Response {
        let messages = refusal.faults.flatMap(\.messages).map(Self.escaped).joined(separator: "</p><p>")
        let html = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Vesalius</title>
            <main><p>\(messages)</p><p><a href="/user/login">Try again</a></p></main></html>
            """
        return Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
            body: .init(byteBuffer: .init(string: html))
        )
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }

    private func adding(_ fields: [HTTPField], to response: Response) -> Response {
        var response = response
        for field in fields { response.headers.append(field) }
        return response
    }
}

extension NewAccount {
    /// What a form says of a person.
    init(_ fields: Fields, needsPassword: Bool) throws {
        try self.init(
            email: fields.requiredString("email"),
            password: needsPassword ? fields.requiredString("password") : fields.string("password"),
            username: fields.string("username") ?? "", firstName: fields.string("first_name") ?? "",
            lastName: fields.string("last_name") ?? "", phone: fields.string("phone") ?? ""
        )
    }
}
