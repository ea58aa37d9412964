import Hummingbird
import JSON
import NIOCore

extension Response {
    /// A JSON response that is sent on while it is written: `send` takes away what the writer holds.
    static func streamedJSON(
        _ body:
            @escaping @Sendable (
                _ writer: inout JSONWriter, _ send: (inout JSONWriter) async throws -> Void
            ) async throws -> Void
    ) -> Response {
        let stream = ResponseBody { output in
            var writer = JSONWriter(capacity: 64 << 10)
            try await body(&writer) { try await output.write(ByteBuffer(bytes: $0.drain())) }
            try await output.write(ByteBuffer(bytes: writer.drain()))
            try await output.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "application/json"], body: stream)
    }
}
