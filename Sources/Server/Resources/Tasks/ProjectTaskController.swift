import Hummingbird
import JSON
import Workspace

/// `/api/projects/{id}/tasks/`: the older list of a project's tasks.
struct ProjectTaskController {
    let services: Services

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get(":id/tasks", use: list)
            .post(":id/tasks", use: create)
            .delete(":id/tasks", use: deleteAll)
    }

    /// A plain array, a page at a time; a page without tasks does not exist.
    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        let page = try PageRequest(request, size: 50)
        let query = try TaskListQuery(project: context.id(of: "Project"), request.queryItems)
        let found = try await TaskTable(services.work).tasks(
            of: query.project, query.selection, at: .offset(page.offset), limit: page.size, withWork: query.withWork,
            for: context.member
        )
        if found.tasks.isEmpty { throw Refusal.noSuchPage }
        let now = services.clock.now()
        return .json { $0.tasks(found, now: now, query) }
    }

    @Sendable func create(_ request: Request, context: MemberContext) async throws -> Response {
        let edit = try Tasks.Edit(await request.fields())
        let project = try context.id(of: "Project")
        let detail = try await Tasks(services.work).create(edit, in: project, by: context.member)
        let now = services.clock.now()
        return .json(.created) { $0.task(detail, Authors(), now: now, form: .plain) }
    }

    @Sendable func deleteAll(_ request: Request, context: MemberContext) async throws -> Response {
        _ = try await BulkActions(services.work).run(
            .deleteTasks, on: TaskSelection(), of: context.id(of: "Project"), by: context.member
        )
        return .noContent
    }
}
