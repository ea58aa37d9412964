import HTTPTypes
import Hummingbird
import JSON
import NIOCore

extension Response {
    /// A JSON response, written by `body`.
    static func json(
        _ status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        _ body: (inout JSONWriter) throws -> Void
    ) rethrows -> Response {
        var writer = JSONWriter(capacity: 1024)
        try body(&writer)
        return json(status, headers: headers, bytes: writer.bytes)
    }

    /// A JSON response of text that is ready.
    static func json(
        _ status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        bytes: [UInt8]
    ) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A JSON response of a value in memory.
    static func json(
        _ status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        value: JSONValue
    ) -> Response {
        json(status, headers: headers, bytes: value.bytes)
    }

    /// 204 without a body.
    static let noContent = Response(status: .noContent)
}
