import HTTPTypes
import Hummingbird
import JSON
import Workspace

/// Drafts of a task, of an annotation, and each by its id. Every answer with one draft carries its `ETag`.
struct DraftController {
    let services: Services

    private var drafts: Drafts {
        let now = services.clock.now
        return Drafts(services.work) { draft, authors in Self.current(draft, authors, now: now()) }
    }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get("tasks/:id/drafts", use: list)
            .post("tasks/:id/drafts", use: create)
            .get("tasks/:id/annotations/:annotation/drafts", use: list)
            .post("tasks/:id/annotations/:annotation/drafts", use: create)
            .get("drafts/:id", use: show)
            .patch("drafts/:id", use: change)
            .put("drafts/:id", use: change)
            .delete("drafts/:id", use: delete)
    }

    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        let records = try await drafts.list(
            ofTask: context.id(of: "Task"), annotation: Self.annotation(context), for: context.member
        )
        let now = services.clock.now()
        return .json { writer in
            writer.array { writer in
                for record in records { writer.draft(record.draft, record.authors, now: now) }
            }
        }
    }

    @Sendable func create(_ request: Request, context: MemberContext) async throws -> Response {
        let edit = try Drafts.Edit(await request.fields())
        let record = try await drafts.create(
            edit, on: context.id(of: "Task"), annotation: Self.annotation(context), by: context.member
        )
        return answer(record, .created)
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        answer(try await drafts.draft(context.id(of: "AnnotationDraft"), for: context.member))
    }

    @Sendable func change(_ request: Request, context: MemberContext) async throws -> Response {
        var edit = try Drafts.Edit(await request.fields())
        edit.expectedVersion = EntityTag.expected(by: request)
        return answer(try await drafts.update(context.id(of: "AnnotationDraft"), edit, by: context.member))
    }

    @Sendable func delete(_ request: Request, context: MemberContext) async throws -> Response {
        try await drafts.delete(context.id(of: "AnnotationDraft"), by: context.member)
        return .noContent
    }

    /// The annotation in the path, where there is one.
    private static func annotation(_ context: MemberContext) throws -> Int? {
        context.parameters.get("annotation") == nil ? nil : try context.id("annotation", of: "Annotation")
    }

    /// A draft with its `ETag`.
    func answer(_ record: Drafts.Record, _ status: HTTPResponse.Status = .ok) -> Response {
        let now = services.clock.now()
        return .json(status, headers: EntityTag.headers(record.draft.version)) { writer in
            writer.draft(record.draft, record.authors, now: now)
        }
    }

    /// What a stale client gets: the draft, with the `etag` that its next attempt must name.
    private static func current(_ draft: Draft, _ authors: Authors, now: Int) -> String {
        var writer = JSONWriter()
        writer.draft(draft, authors, now: now)
        guard var object = (try? JSONValue(parsing: writer.bytes))?.object else { return writer.text }
        object["etag"] = .string(EntityTag.text(draft.version))
        return JSONValue.object(object).text
    }
}
