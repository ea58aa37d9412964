import Exchange
import Hummingbird
import JSON
import NIOCore
import Storage
import Workspace

/// `/api/projects/{id}/exports`: exports that are kept.
struct SnapshotController {
    let services: Services

    private var exports: Workspace.Exports { Workspace.Exports(services.work) }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get(":id/exports", use: list)
            .post(":id/exports", use: create)
            .get(":id/exports/:export", use: show)
            .delete(":id/exports/:export", use: delete)
            .post(":id/exports/:export/convert", use: convert)
            .get(":id/exports/:export/download", use: download)
    }

    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        let all = try await exports.snapshots(of: context.id(of: "Project"), for: context.member)
        return .json { writer in writer.array { writer in for snapshot in all { writer.snapshot(snapshot) } } }
    }

    @Sendable func create(_ request: Request, context: MemberContext) async throws -> Response {
        let project = try context.id(of: "Project")
        let fields = try await request.fields()
        var options = JSONObject()
        for key in ["task_filter_options", "annotation_filter_options", "serialization_options"] {
            if let value = try fields.structure(key), !value.isNull { options[key] = value }
        }
        let title = try fields.string("title") ?? "export at \(ISOTime.text(services.clock.now()))"
        let snapshot = try await exports.snapshot(title, of: project, options: .object(options), by: context.member)
        return .json(.created) { $0.snapshot(snapshot) }
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        let snapshot = try await exports.snapshot(
            context.id("export", of: "Export"), of: context.id(of: "Project"), for: context.member
        )
        return .json { $0.snapshot(snapshot) }
    }

    @Sendable func delete(_ request: Request, context: MemberContext) async throws -> Response {
        try await exports.delete(
            context.id("export", of: "Export"), of: context.id(of: "Project"), by: context.member
        )
        return .noContent
    }

    @Sendable func convert(_ request: Request, context: MemberContext) async throws -> Response {
        let name = try await request.fields().requiredString("export_type")
        guard let format = ExportFormat(rawValue: name) else {
            throw Refusal.invalid(.init("export_type", "“\(name)” is not an export format."))
        }
        let conversion = try await exports.convert(
            context.id("export", of: "Export"), of: context.id(of: "Project"), to: format, by: context.member
        )
        return .json { writer in
            writer.object { writer in
                writer.member("export_type", format.name)
                writer.member("converted_format", conversion.id)
            }
        }
    }

    @Sendable func download(_ request: Request, context: MemberContext) async throws -> Response {
        let format = try ExportFormat(query: request.queryItems)
        let (bytes, snapshot) = try await exports.open(
            context.id("export", of: "Export"), of: context.id(of: "Project"), as: format, by: context.member
        )
        let name = "project-\(snapshot.project)-export-\(snapshot.id).\(format.fileExtension)"
        let body = ResponseBody(contentLength: bytes.count) { writer in
            for try await chunk in bytes { try await writer.write(ByteBuffer(bytes: chunk)) }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: ExportController.headers(name, format), body: body)
    }
}

extension JSONWriter {
    fileprivate mutating func snapshot(_ snapshot: ExportSnapshot) {
        object { writer in
            writer.member("title", snapshot.title)
            writer.member("id", snapshot.id)
            if let author = snapshot.author {
                writer.member("created_by", object: { $0.author(author) })
            } else {
                writer.member("created_by", JSONValue.null)
            }
            writer.member("created_at", ISOTime.text(snapshot.createdAt))
            writer.member("finished_at", ISOTime.text(snapshot.finishedAt))
            writer.member("status", snapshot.state)
            writer.member("md5", snapshot.md5)
            writer.member("counters", object: { $0.member("task_number", snapshot.tasks) })
            writer.member(
                "converted_formats",
                array: { writer in
                    for conversion in snapshot.conversions {
                        writer.object { writer in
                            writer.member("id", conversion.id)
                            writer.member("status", conversion.state)
                            writer.member("export_type", conversion.format)
                        }
                    }
                })
            for key in ["task_filter_options", "annotation_filter_options", "serialization_options"] {
                writer.member(key, snapshot.options[key] ?? .null)
            }
            // Only where there are codes: others know these members by heart.
            if let notices = snapshot.options["terminology"], notices != [] { writer.member("terminology", notices) }
        }
    }
}
