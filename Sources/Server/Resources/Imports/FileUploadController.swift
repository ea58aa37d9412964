import Hummingbird
import JSON
import Workspace

/// The records of the files that came with imports.
struct FileUploadController {
    let services: Services

    private var files: Files { Files(services.work) }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get("projects/:id/file-uploads", use: list)
            .delete("projects/:id/file-uploads", use: deleteMany)
            .get("import/file-upload/:file", use: show)
            .patch("import/file-upload/:file", use: rename)
            .delete("import/file-upload/:file", use: delete)
    }

    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        let found = try await files.list(
            of: context.id(of: "Project"), ids: Self.ids(request.queryItems.all("ids")), for: context.member
        )
        return .json { writer in writer.array { writer in for file in found { writer.file(file) } } }
    }

    @Sendable func deleteMany(_ request: Request, context: MemberContext) async throws -> Response {
        let project = try context.id(of: "Project")
        let listed = try await request.fields().structure("file_upload_ids")?.array?.compactMap(\.integer)
        let ids = try await files.list(of: project, ids: listed, for: context.member).map(\.id)
        try await files.delete(ids, of: project, by: context.member)
        return .json { $0.object { $0.member("deleted", ids.count) } }
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        let file = try await files.file(context.id("file", of: "FileUpload"), for: context.member)
        return .json { $0.file(file) }
    }

    @Sendable func rename(_ request: Request, context: MemberContext) async throws -> Response {
        let id = try context.id("file", of: "FileUpload")
        let name = try await request.fields().requiredString("file")
        let file = try await files.rename(id, to: name, by: context.member)
        return .json { $0.file(file) }
    }

    @Sendable func delete(_ request: Request, context: MemberContext) async throws -> Response {
        let file = try await files.file(context.id("file", of: "FileUpload"), for: context.member)
        try await files.delete([file.id], of: file.project, by: context.member)
        return .noContent
    }

    /// `1,2,3`, `[1,2,3]` or several values; nil for none.
    private static func ids(_ values: [String]) -> [Int]? {
        let ids = values.flatMap { $0.split { !$0.isNumber }.compactMap { Int($0) } }
        return values.isEmpty ? nil : ids
    }
}

extension JSONWriter {
    fileprivate mutating func file(_ file: FileUpload) {
        object { writer in
            writer.member("id", file.id)
            writer.member("file", file.path)
            writer.member("size", file.size)
        }
    }
}
