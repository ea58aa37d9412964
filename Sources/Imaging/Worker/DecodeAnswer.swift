package import JSON

/// What a worker answers. On the wire, all numbers little-endian: four bytes length of what follows the first nine, one byte
/// status (0 for an answer, 1 for a failure), four bytes length of the head, the head as JSON, the body.
package struct DecodeAnswer: Sendable, Equatable {
    /// What the worker says before all else, so that a program that is no worker is not taken for a file that kills one.
    package static let greeting = Array("VXDECODE1\n".utf8)
    /// Bytes before the head.
    static let prefix = 9

    package var head: JSONObject
    package var body: [UInt8]

    package init(head: JSONObject = JSONObject(), body: [UInt8] = []) {
        self.head = head
        self.body = body
    }

    /// The bytes before the body.
    package static func opening(head: JSONObject, body: Int, isFailure: Bool) -> [UInt8] {
        let text = head.isEmpty ? [] : JSONValue.object(head).bytes
        var bytes: [UInt8] = []
        bytes.reserveCapacity(prefix + text.count)
        append(UInt32(text.count + body), to: &bytes)
        bytes.append(isFailure ? 1 : 0)
        append(UInt32(text.count), to: &bytes)
        bytes += text
        return bytes
    }

    /// The head of a failure.
    package static func head(of failure: DecodeFailure) -> JSONObject {
        var head = JSONObject()
        head.put("code", failure.code)
        switch failure {
        case .malformed(let reason, let place):
            head.put("reason", reason)
            head.put("place", place)
        case .unsupported(let reason), .tooLarge(let reason), .missing(let reason): head.put("reason", reason)
        default: head.put("reason", failure.description)
        }
        return head
    }

    /// The failure that a head tells of. A worker cannot speak of itself: other codes are taken as a crash.
    static func failure(_ head: JSONObject) -> DecodeFailure {
        let reason = String((head.text("reason") ?? "").prefix(500))
        return switch head.text("code") {
        case "malformed": .malformed(reason: reason, place: String((head.text("place") ?? "").prefix(200)))
        case "unsupported": .unsupported(reason: reason)
        case "too_large": .tooLarge(reason: reason)
        case "missing": .missing(reason: reason)
        default: .crashed(reason: reason)
        }
    }

    private static func append(_ value: UInt32, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
}
