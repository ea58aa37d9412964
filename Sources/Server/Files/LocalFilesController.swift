import Foundation
import Hummingbird
import Workspace

/// `/data/local-files/?d=<path>`: files below the folder that the operator named, and nothing else.
struct LocalFilesController {
    let services: Services

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self).get("data/local-files", use: show)
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        guard let root = services.settings.localFilesRoot else {
            throw Refusal(.notFound, "Serving local files is turned off; start the program with --local-files-root.")
        }
        guard let path = request.queryItems["d"], !path.isEmpty else { throw Refusal.missing("file") }
        guard let found = Self.resolve(path, below: root), let file = OpenFile(found) else {
            throw Refusal.missing("file")
        }
        let name = found.split(separator: "/").last.map(String.init) ?? ""
        return try await MediaResponse.make(MediaSource(file), name: name, request: request)
    }

    /// The real path of a file below a folder; nil when it leads elsewhere, also by a symbolic link.
    static func resolve(_ path: String, below root: String) -> String? {
        guard !path.utf8.contains(0), let root = real(root), let file = real(root + "/" + path) else { return nil }
        return file.hasPrefix(root == "/" ? "/" : root + "/") ? file : nil
    }

    private static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
