import HTTPTypes
import Hummingbird
import Workspace

/// The version of a stored thing as it travels in `ETag` and `If-Match` (RFC 9110 §8.8.3): `"3"`.
enum EntityTag {
    /// The headers of an answer that shows that version.
    static func headers(_ version: Int) -> HTTPFields { [.eTag: text(version)] }

    static func text(_ version: Int) -> String { "\"\(version)\"" }

    /// The version the client saw; nil where it names none, or `*`. A tag that is not ours fits no version.
    static func expected(by request: Request) -> Int? {
        guard let header = request.headers[.ifMatch]?.trimmed, !header.isEmpty, header != "*" else { return nil }
        var tag = header[...]
        if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
        return Int(tag.filter { $0 != "\"" }) ?? -1
    }
}
