import Hummingbird
import JSON
import Storage
import Terminology
import Workspace

/// `/api/projects/{id}/codes`: what a project uses of code systems, its own tree, and taking its labels to another version.
struct ProjectCodeController {
    let services: Services

    private var codes: ProjectCodes { ProjectCodes(services.work) }
    private var jobs: TerminologyJobs { TerminologyJobs(services.work, services.jobs) }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get(":id/codes", use: shortlist)
            .put(":id/codes/favourites", use: addFavourite)
            .delete(":id/codes/favourites", use: removeFavourite)
            .post(":id/codes/check", use: check)
            .post(":id/codes/tree", use: loadTree)
            .get(":id/codes/version", use: report)
            .post(":id/codes/version", use: compare)
            .post(":id/codes/version/apply", use: apply)
    }

    // MARK: What is used

    @Sendable func shortlist(_ request: Request, context: MemberContext) async throws -> Response {
        let query = request.queryItems
        let list = try await codes.shortlist(
            of: context.id(of: "Project"), control: query.text("control"),
            limit: max(1, min(200, query.int("limit") ?? 30)), for: context.member)
        let releases = try await open(list, context.member)
        return .json { writer in
            writer.object { writer in
                writer.member(
                    "recent", array: { writer in for code in list.recent { writer.usedCode(code, releases) } })
                writer.member(
                    "favourites",
                    array: { writer in for code in list.favourites { writer.usedCode(code, releases) } })
            }
        }
    }

    /// The releases in which the codes of a list are named: those of the control, else the defaults.
    private func open(_ list: ProjectCodes.Shortlist, _ member: Member) async throws -> [OpenRelease] {
        let terminologies = Terminologies(services.work)
        let all = try await terminologies.releases(for: member)
        var opened: [OpenRelease] = []
        for system in Set((list.recent + list.favourites).map(\.system)) {
            let wanted = list.systems?.first { $0.key == system }
            let release = all.first { release in
                if let wanted {
                    return release.key == wanted.key && (wanted.version ?? release.version) == release.version
                }
                return release.key == system || release.uri == system
            }
            if let open = try? release.map({ try terminologies.open($0) }) { opened.append(open) }
        }
        return opened
    }

    @Sendable func addFavourite(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields()
        try await codes.setFavourite(
            true, fields.requiredString("code"), of: fields.requiredString("system"),
            in: context.id(of: "Project"), by: context.member)
        return .noContent
    }

    /// The code stands in the body, or in the query for clients whose DELETE has none.
    @Sendable func removeFavourite(_ request: Request, context: MemberContext) async throws -> Response {
        let query = request.queryItems
        let system: String
        let code: String
        if let named = query.text("system"), let text = query.text("code") {
            (system, code) = (named, text)
        } else {
            let fields = try await request.fields()
            (system, code) = (try fields.requiredString("system"), try fields.requiredString("code"))
        }
        try await codes.setFavourite(
            false, code, of: system, in: context.id(of: "Project"), by: context.member)
        return .noContent
    }

    /// What is doubtful in the codes of a result: not in the release, not in use, not offered. Nothing is refused for it.
    @Sendable func check(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields()
        guard let result = try fields.structure("result"), result.array != nil else {
            throw Refusal.invalid(.init("result", "Send the result as a list."))
        }
        let warnings = try await CodeCheck(services.work)
            .warnings(of: result, in: context.id(of: "Project"), for: context.member)
        return .json { writer in
            writer.object { writer in
                writer.member(
                    "warnings",
                    array: { writer in
                        for warning in warnings {
                            writer.object { writer in
                                writer.member("index", warning.index)
                                writer.member("path", warning.path)
                                writer.member("message", warning.message)
                            }
                        }
                    })
            }
        }
    }

    // MARK: Its own tree

    @Sendable func loadTree(_ request: Request, context: MemberContext) async throws -> Response {
        let project = try context.id(of: "Project")
        try context.member.require(.manageProjects)
        let found = try await Projects(services.work).project(project, for: context.member)
        return try await request.withUpload(settings: services.settings) { upload in
            var wish = ReleaseWish()
            wish.project = project
            wish.becomesDefault = true
            wish.request.title = try upload.fields.string("title") ?? found.title
            wish.request.version = try upload.fields.string("version")
            return try await ReleaseUpload(services: services).enqueue(upload, wish, by: context.member)
        }
    }

    // MARK: Another version

    /// `{control, system, from?, to}`
    @Sendable func compare(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields()
        var order = VersionOrder(
            project: try context.id(of: "Project"), control: try fields.requiredString("control"),
            system: try fields.requiredString("system"), to: try fields.requiredString("to"))
        order.from = try fields.string("from")
        let job = try await jobs.enqueueVersion(order, by: context.member)
        return .json(.created) { $0.object { $0.member("job", job.id) } }
    }

    /// The last comparison: the job, and what it found where it is done.
    @Sendable func report(_ request: Request, context: MemberContext) async throws -> Response {
        let project = try context.id(of: "Project")
        try context.member.require(.manageProjects)
        _ = try await Projects(services.work).project(project, for: context.member)
        let compared = try await services.jobs.last(TerminologyJobs.versionKind, of: project)
        let applied = try await services.jobs.last(TerminologyJobs.applyKind, of: project)
        return .json { writer in
            writer.object { writer in
                writer.key("job")
                if let compared { writer.object { $0.jobMembers(compared) } } else { writer.null() }
                writer.member("report", raw: compared?.result)
                writer.key("applied")
                if let applied { writer.object { $0.jobMembers(applied) } } else { writer.null() }
            }
        }
    }

    /// `{control, system, to, replacements: [{code, to}]}`: writes a new version of each annotation that has one of the codes.
    @Sendable func apply(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields()
        var order = VersionOrder(
            project: try context.id(of: "Project"), control: try fields.requiredString("control"),
            system: try fields.requiredString("system"), to: try fields.requiredString("to"))
        for one in try fields.structure("replacements")?.array ?? [] {
            guard let old = one["code"]?.string, let new = one["to"]?.string else {
                throw Refusal.invalid(.init("replacements", "Each replacement has “code” and “to”."))
            }
            order.replacements.append(.init(code: old, by: new))
        }
        let job = try await jobs.enqueueApply(order, by: context.member)
        return .json(.created) { $0.object { $0.member("job", job.id) } }
    }
}

extension JSONWriter {
    /// A code of a project with what its release says of it; a release that is gone leaves the code alone.
    fileprivate mutating func usedCode(_ code: UsedCode, _ releases: [OpenRelease]) {
        let open = releases.first { $0.release.key == code.system || $0.release.uri == code.system }
        object { writer in
            writer.member("system", open?.release.key ?? code.system)
            writer.member("version", open?.release.version)
            writer.member("last_at", ISOTime.text(code.lastAt))
            if let open, let concept = open.index.concept(code: code.code) {
                writer.codeMembers(concept, in: open.release, open.index, dialect: 0, uses: code.labels)
            } else {
                writer.member("code", code.code)
                writer.member("display", code.code)
                writer.member("active", false)
                writer.member("selectable", false)
                writer.member("uses", code.labels)
            }
        }
    }
}
