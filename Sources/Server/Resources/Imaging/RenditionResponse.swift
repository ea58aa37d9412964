import HTTPTypes
import Hummingbird
import NIOCore
import Workspace

/// Bytes that never change, for whoever may see them and nobody between.
enum RenditionResponse {
    private static let cacheControl = "private, max-age=31536000, immutable"

    /// - Parameter isPacked: whether the bytes are gzip of what is meant.
    static func make(_ rendition: SeriesReading.Rendition, isPacked: Bool, to request: Request) -> Response {
        var headers = headers(tag: rendition.tag, mediaType: rendition.mediaType)
        if matches(rendition.tag, request) { return Response(status: .notModified, headers: headers) }
        if isPacked { headers[.contentEncoding] = "gzip" }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: rendition.bytes)))
    }

    static func headers(tag: String, mediaType: String) -> HTTPFields {
        [.contentType: mediaType, .cacheControl: cacheControl, .eTag: tag]
    }

    /// Whether the client has it already.
    static func matches(_ tag: String, _ request: Request) -> Bool {
        request.headers[.ifNoneMatch]?.split(separator: ",").contains { String($0).trimmed == tag } ?? false
    }
}
