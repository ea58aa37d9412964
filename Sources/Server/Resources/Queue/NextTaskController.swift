import Hummingbird
import JSON
import Workspace

/// `/api/projects/{id}/next` and what goes with the stream of tasks.
struct NextTaskController {
    let services: Services

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get(":id/next", use: next)
            .get(":id/label-stream-history", use: history)
    }

    @Sendable func next(_ request: Request, context: MemberContext) async throws -> Response {
        let project = try context.id(of: "Project")
        let queue = NextTask(services.work)
        let isPrefetch = try request.queryItems.bool("prefetch") ?? false
        let choice =
            isPrefetch
            ? try await queue.prefetch(in: project, by: context.member)
            : try await queue.claim(in: project, by: context.member)
        guard let choice else { throw Refusal(.notFound, "There are no more tasks for you in this project.") }
        return try await Self.answer(choice, of: project, services, context.member)
    }

    /// The task with the predictions the project shows and the member's own work on it.
    static func answer(
        _ choice: NextTask.Choice, of project: Int, _ services: Services, _ member: Member
    ) async throws -> Response {
        let project = try await Projects(services.work).project(project, for: member)
        let page = try await Tasks(services.work).detail(of: choice, for: member)
        guard var detail = page.tasks.first else { throw Refusal.missing("Task") }
        detail.annotations.removeAll { $0.completedBy != member.id }
        detail.predictions.removeAll { !project.showCollabPredictions || $0.modelVersion != project.modelVersion }
        let task = detail
        let now = services.clock.now()
        return .json { writer in
            writer.task(task, page.authors, now: now, form: .all) { writer in
                writer.member("unique_lock_id", choice.lockName)
                writer.member("queue", choice.queue)
            }
        }
    }

    @Sendable func history(_ request: Request, context: MemberContext) async throws -> Response {
        let project = try context.id(of: "Project")
        let steps = try await NextTask(services.work).history(in: project, of: context.member)
        return .json { writer in
            writer.array { writer in
                for step in steps {
                    writer.object { writer in
                        writer.member("taskId", step.task)
                        writer.member("annotationId", step.annotation)
                    }
                }
            }
        }
    }
}
