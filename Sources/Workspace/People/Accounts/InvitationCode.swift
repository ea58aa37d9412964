import Crypto

/// The text of an invitation: its id and a MAC of it, so that it can be shown again and nothing secret is stored.
struct InvitationCode: Sendable {
    let key: SymmetricKey

    init(secret: [UInt8]) { key = SymmetricKey(data: secret) }

    func text(of id: Int) -> String { "\(id)-" + Secret.base64URL(mac(id)) }

    /// The id that a text carries, if the text is ours.
    func id(in text: String) -> Int? {
        let parts = text.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, let id = Int(parts[0]), let given = Secret.bytes(base64URL: parts[1]),
            Secret.equal(given, mac(id))
        else { return nil }
        return id
    }

    /// 160 bits of the MAC.
    private func mac(_ id: Int) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array("invitation \(id)".utf8), using: key).prefix(20))
    }
}
