import HTTPTypes
import Hummingbird
import Workspace

/// Serves a file that people brought so that it can do no harm: sniffed type, sandboxed, never as a page of ours.
enum MediaResponse {
    /// - Parameter name: what a download is called; already without folders.
    static func make(_ file: MediaSource, name: String, request: Request) async throws -> Response {
        let kind = MediaKind(head: file.head)
        var headers: HTTPFields = [
            .contentType: kind.contentType,
            .contentSecurityPolicy: "sandbox; default-src 'none'; style-src 'unsafe-inline'",
            .cacheControl: "private, no-cache",
            .acceptRanges: "bytes",
            .eTag: file.entityTag,
        ]
        let disposition = kind.isInline ? "inline" : "attachment"
        headers[.contentDisposition] = "\(disposition); filename*=UTF-8''\(percentEncoded(name))"
        if request.headers[.ifNoneMatch] == file.entityTag { return Response(status: .notModified, headers: headers) }
        // A range of another state of the file would mix two files.
        let isSame = request.headers[.ifRange].map { $0 == file.entityTag } ?? true
        switch isSame ? ByteRange(request.headers[.range], size: file.size) : .all {
        case .all:
            return Response(status: .ok, headers: headers, body: try await file.body(0..<file.size))
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound)/\(file.size)"
            return Response(status: .partialContent, headers: headers, body: try await file.body(Range(range)))
        case .unsatisfiable:
            return Response(status: .rangeNotSatisfiable, headers: [.contentRange: "bytes */\(file.size)"])
        }
    }
}
