import Hummingbird
import JSON
import Workspace

/// `/api/projects/…`: projects themselves.
struct ProjectController {
    let services: Services

    private var projects: Projects { Projects(services.work) }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get(use: list)
            .post(use: create)
            .get("counts", use: counts)
            .get(":id", use: show)
            .patch(":id", use: change)
            .put(":id", use: change)
            .delete(":id", use: delete)
            .get(":id/annotators", use: annotators)
    }

    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        let counts = request.queryItems["include"].map { Set($0.split(separator: ",").map(String.init)) }
        return try await page(request, context) { writer, record in writer.project(record, counts: counts) }
    }

    @Sendable func counts(_ request: Request, context: MemberContext) async throws -> Response {
        try await page(request, context) { writer, record in
            writer.object { writer in
                writer.member("id", record.project.id)
                writer.counts(of: record.tally)
            }
        }
    }

    @Sendable func create(_ request: Request, context: MemberContext) async throws -> Response {
        let edit = try ProjectEdit(await request.fields())
        let record = try await projects.create(edit, by: context.member)
        // Label Studio has not counted yet when it answers: null, not 0.
        return .json(.created) { $0.project(record, counts: []) }
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        let record = try await projects.record(context.id(of: "Project"), for: context.member)
        return .json { $0.project(record) }
    }

    @Sendable func change(_ request: Request, context: MemberContext) async throws -> Response {
        let edit = try ProjectEdit(await request.fields())
        let record = try await projects.update(context.id(of: "Project"), edit, by: context.member)
        return .json { $0.project(record) }
    }

    @Sendable func delete(_ request: Request, context: MemberContext) async throws -> Response {
        try await projects.delete(context.id(of: "Project"), by: context.member)
        return .noContent
    }

    @Sendable func annotators(_ request: Request, context: MemberContext) async throws -> Response {
        let authors = try await projects.annotators(of: context.id(of: "Project"), for: context.member)
        return .json { writer in
            writer.array { writer in
                for author in authors { writer.object { $0.author(author) } }
            }
        }
    }

    /// A page of the projects that the query asks for.
    private func page(
        _ request: Request, _ context: MemberContext, _ write: (inout JSONWriter, ProjectRecord) -> Void
    ) async throws -> Response {
        let page = try PageRequest(request)
        var search = try Projects.Search(request.queryItems)
        search.limit = page.size
        search.offset = page.offset
        let (total, records) = try await projects.list(search, for: context.member)
        return try page.linked(total: total, request: request, settings: services.settings) { writer in
            for record in records { write(&writer, record) }
        }
    }
}

extension Projects.Search {
    /// Reads `ids`, `title`, `search`, `filter` and `ordering`.
    init(_ query: QueryItems) throws {
        self.init()
        title = query["title"]
        text = query["search"]
        ordering = query.all("ordering")
        switch query["filter"] {
        case "pinned_only": pinned = .only
        case "exclude_pinned": pinned = .without
        default: break
        }
        let words = query.all("ids").flatMap { $0.split(separator: ",").map(String.init) }
        guard !words.isEmpty else { return }
        ids = try words.map { word in
            guard let id = Int(word.trimmed) else { throw Refusal.invalid(.init("ids", "Enter whole numbers.")) }
            return id
        }
    }
}
