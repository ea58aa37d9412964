import HTTPTypes
import Hummingbird
import WebApp
import Workspace

/// Serves the browser interface where no route answers: its files, and the one page for every address of it.
struct WebAppMiddleware: RouterMiddleware {
    typealias Context = AppRequestContext

    /// What these begin never is a page.
    private static let machinery = ["api", "data", "health", "metrics", "version", "storage-data", "test", "fhir"]
    /// The rooms of the interface; anything else is the page with 404.
    private static let rooms = ["projects", "terminology", "account", "people", "sign-in", "sign-up", "setup", "user"]

    private static let types = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8", "json": "application/json", "svg": "image/svg+xml",
        "xml": "application/xml; charset=utf-8", "png": "image/png", "webp": "image/webp", "woff2": "font/woff2",
        "wasm": "application/wasm", "txt": "text/plain; charset=utf-8",
    ]

    let folder: String
    let settings: Settings
    private let packedFiles = PackedFiles()

    init(folder: String, settings: Settings) {
        self.folder = folder
        self.settings = settings
    }

    func handle(
        _ request: Request,
        context: AppRequestContext,
        next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound && context.endpointPath == "NotFound" {
            guard request.method == .get || request.method == .head,
                let response = try await response(to: request, context: context)
            else { throw error }
            return request.method == .head ? response.createHeadResponse() : response
        }
    }

    private func response(to request: Request, context: AppRequestContext) async throws -> Response? {
        let parts = request.uri.path.split(separator: "/").map(String.init)
        if let first = parts.first, Self.machinery.contains(first) { return nil }
        // No file of ours needs decoding; "%", "..", "." and hidden files match nothing.
        guard parts.allSatisfy({ !$0.hasPrefix(".") && !$0.contains("%") && !$0.contains("\\") }) else { return nil }
        context.coreContext.endpointPath.value = "WebApp"
        if let last = parts.last, let dot = last.lastIndex(of: ".") {
            guard let type = Self.types[String(last[last.index(after: dot)...])],
                let file = OpenFile(folder + "/" + parts.joined(separator: "/"))
            else { return nil }
            return try await serve(file, type: type, status: .ok, request: request)
        }
        guard let page = OpenFile(folder + "/index.html") else { return nil }
        let isRoom = parts.first.map { Self.rooms.contains($0) } ?? true
        var response = try await serve(
            page, type: Self.types["html"] ?? "", status: isRoom ? .ok : .notFound, request: request
        )
        if parts.first == "user" {
            // Scripts for Label Studio read this cookie before they post the form.
            response.headers.append(SessionCookie(settings).csrf(Secret.text()))
        }
        return response
    }

    private func serve(
        _ file: OpenFile, type: String, status: HTTPResponse.Status, request: Request
    ) async throws -> Response {
        let packs = Self.shrinks(type) && file.size > 400
        let isPacked = packs && request.headers[values: .acceptEncoding].contains { $0.contains("gzip") }
        let tag = isPacked ? String(file.entityTag.dropLast()) + "-gz\"" : file.entityTag
        // "no-cache": the browser may keep it but asks each time, so a new release is seen at once.
        var headers: HTTPFields = [.contentType: type, .cacheControl: "no-cache", .eTag: tag]
        if packs { headers[.vary] = "Accept-Encoding" }
        let known = request.headers[.ifNoneMatch]?.split(separator: ",").map { String($0).trimmed } ?? []
        if status == .ok, known.contains(tag) { return Response(status: .notModified, headers: headers) }
        guard isPacked else {
            return Response(status: status, headers: headers, body: .init(byteBuffer: try await file.bytes()))
        }
        headers[.contentEncoding] = "gzip"
        let bytes = try await packedFiles.packed(file.path, tag: tag) { try await file.bytes() }
        return Response(status: status, headers: headers, body: .init(byteBuffer: bytes))
    }

    /// Pictures and fonts are packed already.
    private static func shrinks(_ type: String) -> Bool {
        type.hasPrefix("text/") || type.hasPrefix("application/") || type == "image/svg+xml"
    }
}
