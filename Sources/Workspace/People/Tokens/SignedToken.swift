import Crypto
import JSON

/// JSON web tokens signed with HMAC-SHA-256 (RFC 7519, RFC 7515) of this installation only.
///
/// The header is one fixed text that must match byte for byte, so no other algorithm, and no `none`, can be asked for.
struct SignedToken: Sendable {
    /// What a token is for; a token of one kind is never taken for the other.
    enum Kind: String, Sendable {
        /// A personal access token, kept by its owner.
        case refresh
        /// What it is exchanged for, good for five minutes.
        case access
    }

    /// What a token says.
    struct Claims: Sendable, Equatable {
        let kind: Kind
        /// Seconds since 1970.
        let expiry: Int
        let issued: Int
        /// Makes tokens of one second differ.
        let id: String
        let person: Int
        /// Of an access token: the personal token it came from.
        let parent: Int?
    }

    private static let header = Secret.base64URL(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8))

    let key: SymmetricKey

    init(secret: [UInt8]) { key = SymmetricKey(data: secret) }

    func sign(_ claims: Claims) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("token_type", claims.kind.rawValue)
            writer.member("exp", claims.expiry)
            writer.member("iat", claims.issued)
            writer.member("jti", claims.id)
            // Text, as Label Studio writes it.
            writer.member("user_id", String(claims.person))
            if let parent = claims.parent { writer.member("parent", parent) }
        }
        let text = Self.header + "." + Secret.base64URL(writer.bytes)
        return text + "." + Secret.base64URL(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }

    /// The token without its signature: enough to recognise it in a list, not to use it.
    static func unsigned(_ token: String) -> String {
        token.split(separator: ".").prefix(2).joined(separator: ".")
    }

    /// What a token says, if it is ours, of that kind and not over.
    func verify(_ token: String, kind: Kind, now: Int) -> Claims? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == Self.header, let signature = Secret.bytes(base64URL: parts[2]),
            HMAC<SHA256>.isValidAuthenticationCode(
                signature, authenticating: Array("\(parts[0]).\(parts[1])".utf8), using: key
            ),
            let payload = Secret.bytes(base64URL: parts[1]), let claims = try? JSONValue(parsing: payload),
            claims["token_type"]?.string == kind.rawValue, let expiry = claims["exp"]?.integer, expiry > now,
            let person = claims["user_id"]?.string.flatMap({ Int($0) })
        else { return nil }
        return Claims(
            kind: kind, expiry: expiry, issued: claims["iat"]?.integer ?? 0, id: claims["jti"]?.string ?? "",
            person: person, parent: claims["parent"]?.integer
        )
    }
}
