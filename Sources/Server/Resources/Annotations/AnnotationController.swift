import HTTPTypes
import Hummingbird
import JSON
import Workspace

/// `/api/annotations/…` and the annotations of a task.
struct AnnotationController {
    let services: Services

    private var annotations: Annotations {
        let now = services.clock.now
        return Annotations(services.work) { annotation, authors in
            var writer = JSONWriter()
            writer.annotation(annotation, authors, now: now())
            return writer.text
        }
    }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get("tasks/:id/annotations", use: list)
            .post("tasks/:id/annotations", use: create)
            .get("annotations/:id", use: show)
            .patch("annotations/:id", use: change)
            .put("annotations/:id", use: change)
            .delete("annotations/:id", use: delete)
            .post("annotations/:id/convert-to-draft", use: convert)
    }

    /// Skips are not listed, as in Label Studio.
    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        var page = try await annotations.list(ofTask: context.id(of: "Task"), for: context.member)
        page.annotations.removeAll { $0.wasCancelled }
        try page.order(by: request.queryItems["ordering"])
        let now = services.clock.now()
        return .json { writer in
            writer.array { writer in
                for annotation in page.annotations { writer.annotation(annotation, page.authors, now: now) }
            }
        }
    }

    @Sendable func create(_ request: Request, context: MemberContext) async throws -> Response {
        var new = try NewAnnotation(await request.fields())
        if let skips = try request.queryItems.bool("was_cancelled") { new.wasCancelled = skips }
        return answer(try await annotations.create(new, on: context.id(of: "Task"), by: context.member), .created)
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        answer(try await annotations.annotation(context.id(of: "Annotation"), for: context.member))
    }

    @Sendable func change(_ request: Request, context: MemberContext) async throws -> Response {
        var edit = try AnnotationEdit(await request.fields())
        edit.expectedVersion = EntityTag.expected(by: request)
        if let skips = try request.queryItems.bool("was_cancelled") { edit.wasCancelled = skips }
        return answer(try await annotations.update(context.id(of: "Annotation"), edit, by: context.member))
    }

    @Sendable func delete(_ request: Request, context: MemberContext) async throws -> Response {
        try await annotations.delete(context.id(of: "Annotation"), by: context.member)
        return .noContent
    }

    @Sendable func convert(_ request: Request, context: MemberContext) async throws -> Response {
        let record = try await annotations.convertToDraft(context.id(of: "Annotation"), by: context.member)
        return DraftController(services: services).answer(record, .created)
    }

    private func answer(_ page: AnnotationPage, _ status: HTTPResponse.Status = .ok) -> Response {
        let now = services.clock.now()
        return .json(status, headers: page.annotations.first.map { EntityTag.headers($0.version) } ?? [:]) { writer in
            for annotation in page.annotations { writer.annotation(annotation, page.authors, now: now) }
        }
    }
}

extension AnnotationPage {
    /// Orders by `id`, `created_at` or `updated_at`; a `-` before it turns the order round.
    fileprivate mutating func order(by name: String?) throws {
        guard let name, !name.isEmpty else { return }
        let key: (Annotation) -> Int
        switch name.drop(while: { $0 == "-" }) {
        case "id": key = \.id
        case "created_at": key = \.createdAt
        case "updated_at": key = \.updatedAt
        default: throw Refusal.invalid(.init("ordering", "“\(name)” is not something to order annotations by."))
        }
        let isDescending = name.hasPrefix("-")
        annotations.sort { isDescending ? key($0) > key($1) : key($0) < key($1) }
    }
}
