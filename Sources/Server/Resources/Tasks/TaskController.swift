import Hummingbird
import JSON
import Workspace

/// `/api/tasks/…`: tasks of any project.
struct TaskController {
    let services: Services

    private var tasks: Tasks { Tasks(services.work) }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get(use: list)
            .post(use: create)
            .get(":id", use: show)
            .patch(":id", use: change)
            .put(":id", use: change)
            .delete(":id", use: delete)
    }

    /// The data manager's list: of a project or a view, filtered and ordered, with the work on the tasks only where
    /// `fields=all` asks for it.
    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        let page = try PageRequest(request, size: 100)
        let query = try await TaskListQuery(request.queryItems, views: Views(services.work), for: context.member)
        let found = try await TaskTable(services.work).tasks(
            of: query.project, query.selection, at: .offset(page.offset), limit: page.size, withWork: query.withWork,
            for: context.member
        )
        try page.check(total: found.total)
        let now = services.clock.now()
        return .json { writer in
            writer.object { writer in
                writer.member("total_annotations", found.totalAnnotations)
                writer.member("total_predictions", found.totalPredictions)
                writer.member("total", found.total)
                writer.key("tasks")
                writer.tasks(found, now: now, query)
            }
        }
    }

    @Sendable func create(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields()
        let edit = try Tasks.Edit(fields)
        guard edit.data != nil else { throw Refusal.invalid(.init("data", "This field is required.")) }
        guard let project = try fields.integer("project") else {
            throw Refusal.invalid(.init("project", "This field is required."))
        }
        let detail = try await tasks.create(edit, in: project, by: context.member)
        let now = services.clock.now()
        return .json(.created) { $0.task(detail, Authors(), now: now, form: .plain) }
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        answer(try await tasks.detail(context.id(of: "Task"), for: context.member))
    }

    @Sendable func change(_ request: Request, context: MemberContext) async throws -> Response {
        let edit = try Tasks.Edit(await request.fields())
        return answer(try await tasks.update(context.id(of: "Task"), edit, by: context.member))
    }

    @Sendable func delete(_ request: Request, context: MemberContext) async throws -> Response {
        try await tasks.delete(context.id(of: "Task"), by: context.member)
        return .noContent
    }

    private func answer(_ page: TaskPage) -> Response {
        let now = services.clock.now()
        return .json { writer in
            for task in page.tasks { writer.task(task, page.authors, now: now, form: .all) }
        }
    }
}

extension Tasks.Edit {
    /// What a request says of a task.
    init(_ fields: Fields) throws {
        self.init()
        _ = try fields.object()
        data = try fields.verbatim("data")
        meta = try fields.verbatim("meta")
        overlap = try fields.integer("overlap")
        innerID = try fields.integer("inner_id")
        allowSkip = try fields.boolean("allow_skip")
    }
}
