import Exchange
import HTTPTypes
import Hummingbird
import JSON
import NIOCore
import Workspace

/// `/api/projects/{id}/export`: exports that are streamed as they are read.
struct ExportController {
    let services: Services

    private var exports: Workspace.Exports { Workspace.Exports(services.work) }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get(":id/export", use: download)
            .get(":id/export/formats", use: formats)
            .get(":id/export/files", use: files)
    }

    @Sendable func download(_ request: Request, context: MemberContext) async throws -> Response {
        let query = request.queryItems
        var wanted = ExportRequest(project: try context.id(of: "Project"))
        wanted.format = try ExportFormat(query: query)
        wanted.allTasks = try query.bool("download_all_tasks") ?? false
        if let text = query["query"] {
            guard let json = try? JSONValue(parsing: text) else {
                throw Refusal.invalid(.init("query", "Value must be valid JSON."))
            }
            wanted.selection = try TaskSelection(json)
        }
        let ids = query.all("ids").flatMap { $0.split { !$0.isNumber }.compactMap { Int($0) } }
        if !ids.isEmpty {
            wanted.selection.chosen = .only(ids)
            // Whoever names tasks wants these, annotated or not.
            if query["download_all_tasks"] == nil { wanted.allTasks = true }
        }
        let stream = try await exports.stream(wanted, by: context.member)
        return Self.response(stream)
    }

    /// Each page is asked for only when the one before it has left.
    private static func response(_ stream: ExportStream) -> Response {
        let body = ResponseBody { writer in
            var stream = stream
            do {
                while let bytes = try await stream.next() {
                    if !bytes.isEmpty { try await writer.write(ByteBuffer(bytes: bytes)) }
                }
                try await writer.finish(nil)
            } catch {
                stream.cancel()
                throw error
            }
        }
        return Response(status: .ok, headers: headers(stream.fileName, stream.format), body: body)
    }

    static func headers(_ name: String, _ format: ExportFormat) -> HTTPFields {
        var headers: HTTPFields = [
            .contentType: format.contentType,
            .contentDisposition: "attachment; filename=\"\(name)\"",
            .cacheControl: "no-store",
        ]
        // Where clients of Label Studio look for the name.
        if let field = HTTPField.Name("filename") { headers[field] = name }
        return headers
    }

    @Sendable func formats(_ request: Request, context: MemberContext) async throws -> Response {
        let project = try context.id(of: "Project")
        let formats = try await exports.formats(of: project, for: context.member)
        let notices = try await ProjectCodes(services.work).notices(of: project, for: context.member)
        return .json { writer in
            writer.array { writer in
                for (format, isOffered) in formats {
                    writer.object { writer in
                        writer.member("name", format.name)
                        writer.member("title", format.title)
                        writer.member("description", format.summary)
                        if !isOffered { writer.member("disabled", true) }
                        // Whose codes leave with the labels, and on what terms.
                        if notices != [] { writer.member("terminology", notices) }
                    }
                }
            }
        }
    }

    /// Label Studio lists files of an older kind of export here; there are none.
    @Sendable func files(_ request: Request, context: MemberContext) async throws -> Response {
        _ = try await Projects(services.work).project(context.id(of: "Project"), for: context.member)
        return .json { writer in writer.object { $0.member("export_files", array: { _ in }) } }
    }
}

extension ExportFormat {
    /// Reads `exportType` or `export_type`; JSON where neither is there.
    init(query: QueryItems) throws {
        let name = query["exportType"] ?? query["export_type"] ?? "JSON"
        guard let format = ExportFormat(rawValue: name) else {
            let known = ExportFormat.allCases.map(\.name).joined(separator: ", ")
            throw Refusal.invalid(.init("exportType", "“\(name)” is none of \(known)."))
        }
        self = format
    }
}
