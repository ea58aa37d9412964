import Foundation
import Hummingbird
import Workspace

/// `/data/upload/<project>/<name>`: the files that came with imports, for members of the project's organisation.
struct UploadedFilesController {
    let services: Services

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get("data/upload/:project/:name", use: show)
            .get("storage-data/uploaded", use: showByPath)
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        let project = try context.id("project", of: "FileUpload")
        guard let name = context.parameters.get("name")?.removingPercentEncoding else {
            throw Refusal.missing("FileUpload")
        }
        return try await answer(name, of: project, request, context)
    }

    /// Label Studio's other address of the same files: `?filepath=upload/<project>/<name>`.
    @Sendable func showByPath(_ request: Request, context: MemberContext) async throws -> Response {
        let parts = (request.queryItems["filepath"] ?? "").split(separator: "/").map(String.init)
        guard parts.count == 3, parts[0] == "upload", let project = Int(parts[1]) else {
            throw Refusal.missing("FileUpload")
        }
        return try await answer(parts[2], of: project, request, context)
    }

    private func answer(
        _ name: String, of project: Int, _ request: Request, _ context: MemberContext
    ) async throws -> Response {
        let files = Files(services.work)
        let file = try await files.file(named: name, of: project, for: context.member)
        return try await MediaResponse.make(
            MediaSource(file, in: files), name: file.originalName, request: request
        )
    }
}
