import HTTPTypes
import Hummingbird
import Workspace

/// The cookies of a session: one that only the server reads, one that the page sends back in a header.
struct SessionCookie {
    let isSecure: Bool

    init(_ settings: Settings) { isSecure = settings.isSecure }

    /// Over TLS with the prefix that ties it to this host (RFC 6265bis §4.1.3.2).
    private var name: String { isSecure ? "__Host-sessionid" : "sessionid" }

    func token(in request: Request) -> String? {
        // HTTP/2 may split the cookies over several fields.
        for field in request.headers[values: .cookie] {
            for part in field.split(separator: ";") {
                let halves = part.split(separator: "=", maxSplits: 1)
                if halves.count == 2, halves[0].drop(while: { $0 == " " }) == name { return String(halves[1]) }
            }
        }
        return nil
    }

    /// The headers that hand a new session to the browser.
    func open(_ session: OpenedSession) -> [HTTPField] {
        [
            set(name, session.token, maximumAge: session.maximumAge, isHidden: true),
            set("csrftoken", session.key.csrfToken, maximumAge: session.maximumAge, isHidden: false),
        ]
    }

    /// The headers that take it away, with all that the browser had kept of us.
    func close() -> [HTTPField] {
        [
            set(name, "", maximumAge: 0, isHidden: true), set("csrftoken", "", maximumAge: 0, isHidden: false),
            .init(name: .clearSiteData, value: #""cache""#),
        ]
    }

    func csrf(_ token: String) -> HTTPField { set("csrftoken", token, maximumAge: 3600, isHidden: false) }

    private func set(_ name: String, _ value: String, maximumAge: Int, isHidden: Bool) -> HTTPField {
        var text = "\(name)=\(value); Path=/; Max-Age=\(maximumAge); SameSite=Lax"
        if isHidden { text += "; HttpOnly" }
        if isSecure { text += "; Secure" }
        return .init(name: .setCookie, value: text)
    }
}
