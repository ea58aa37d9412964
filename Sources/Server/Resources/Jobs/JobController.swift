import Hummingbird
import JSON
import Storage
import Workspace

/// `/api/jobs`: what goes on in the background.
struct JobController {
    let services: Services

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get(use: list)
            .get(":id", use: show)
            .post(":id/cancel", use: cancel)
    }

    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        guard let project = try request.queryItems.int("project") else {
            throw Refusal.invalid(.init("project", "This field is required."))
        }
        _ = try await Projects(services.work).project(project, for: context.member)
        let all = try await services.jobs.jobs(project: project)
        let jobs = all.filter { Self.maySee($0, context.member) }
        return .json { writer in
            writer.array { writer in for job in jobs { writer.object { $0.jobMembers(job) } } }
        }
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        let job = try await find(context)
        return .json { writer in writer.object { $0.jobMembers(job) } }
    }

    @Sendable func cancel(_ request: Request, context: MemberContext) async throws -> Response {
        let job = try await find(context)
        if job.user != context.member.id { try context.member.require(.manageProjects) }
        guard let cancelled = try await services.jobs.cancel(job.id) else { throw Refusal.missing("Job") }
        return .json { writer in writer.object { $0.jobMembers(cancelled) } }
    }

    /// The job, if its project is one the member may know of.
    private func find(_ context: MemberContext) async throws -> Job {
        guard let job = try await services.jobs.job(context.id(of: "Job")) else { throw Refusal.missing("Job") }
        guard let project = job.project else {
            // Of no project is the loading of a code system; it is told to whoever may load one.
            guard let order = TerminologyJobs.LoadOrder(job.payload), job.kind == TerminologyJobs.loadKind,
                order.organization == context.member.organization, context.member.role.may(.manageProjects)
            else { throw Refusal.missing("Job") }
            return job
        }
        do {
            _ = try await Projects(services.work).project(project, for: context.member)
        } catch let refusal as Refusal where refusal.kind == .notFound {
            throw Refusal.missing("Job")
        }
        guard Self.maySee(job, context.member) else { throw Refusal.missing("Job") }
        return job
    }

    /// What an import says of its data is for those who may see all of it.
    private static func maySee(_ job: Job, _ member: Member) -> Bool {
        job.user == member.id || member.role.may(.seeAllWork)
    }
}

extension JSONWriter {
    /// The members of a job; the object is the caller's.
    mutating func jobMembers(_ job: Job) {
        member("id", job.id)
        member("kind", job.kind)
        member("project", job.project)
        member("state", job.state.rawValue)
        member("done", job.progress.done)
        member("total", job.progress.total)
        member("message", job.progress.message)
        member("result", raw: job.result)
        member("error", raw: job.error)
        member("created_at", ISOTime.text(job.createdAt))
        member("updated_at", ISOTime.text(job.updatedAt))
    }
}
