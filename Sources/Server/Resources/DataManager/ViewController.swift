import Hummingbird
import JSON
import Workspace

/// `/api/dm/views`: the tabs of the data manager.
struct ViewController {
    /// A view is filters and names of columns; its members are merged one by one.
    private static let largestBody = 1 << 20

    let services: Services

    private var views: Views { Views(services.work) }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get(use: list)
            .post(use: create)
            .post("order", use: reorder)
            .delete("reset", use: reset)
            .get(":id", use: show)
            .patch(":id", use: change)
            .put(":id", use: replace)
            .delete(":id", use: delete)
    }

    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        let found = try await views.list(of: Self.project(request), for: context.member)
        return .json { writer in writer.array { writer in for view in found { writer.view(view) } } }
    }

    @Sendable func create(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields(limit: Self.largestBody)
        let named = try fields.integer("project")
        let project = try named ?? Self.project(request)
        let data = try fields.structure("data") ?? .object(JSONObject())
        let view = try await views.create(data, in: project, by: context.member)
        return .json(.created) { $0.view(view) }
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        let view = try await views.view(context.id(of: "View"), for: context.member)
        return .json { $0.view(view) }
    }

    @Sendable func change(_ request: Request, context: MemberContext) async throws -> Response {
        try await change(request, context, replaces: false)
    }

    @Sendable func replace(_ request: Request, context: MemberContext) async throws -> Response {
        try await change(request, context, replaces: true)
    }

    private func change(_ request: Request, _ context: MemberContext, replaces: Bool) async throws -> Response {
        let id = try context.id(of: "View")
        let fields = try await request.fields(limit: Self.largestBody)
        let selected = try fields.structure("selectedItems") ?? fields.structure("selected_items")
        let view = try await views.update(
            id, data: fields.structure("data"), selectedItems: selected, replaces: replaces, by: context.member
        )
        return .json { $0.view(view) }
    }

    @Sendable func delete(_ request: Request, context: MemberContext) async throws -> Response {
        try await views.delete(context.id(of: "View"), by: context.member)
        return .noContent
    }

    @Sendable func reset(_ request: Request, context: MemberContext) async throws -> Response {
        let named = try await request.fields(limit: Self.largestBody).integer("project")
        try await views.deleteAll(of: named ?? Self.project(request), by: context.member)
        return .noContent
    }

    @Sendable func reorder(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields(limit: Self.largestBody)
        guard let project = try fields.integer("project") else {
            throw Refusal.invalid(.init("project", "This field is required."))
        }
        let ids = try fields.structure("ids")?.array?.compactMap(\.integer) ?? []
        try await views.reorder(ids, of: project, by: context.member)
        return .json { $0.object { _ in } }
    }

    /// The project of a request's query.
    static func project(_ request: Request) throws -> Int {
        guard let project = try request.queryItems.int("project") else {
            throw Refusal.invalid(.init("project", "This field is required."))
        }
        return project
    }
}

extension JSONWriter {
    fileprivate mutating func view(_ view: DataView) {
        object { writer in
            writer.member("id", view.id)
            writer.member("data", raw: view.data)
            writer.member("order", view.order)
            writer.member("selected_items", raw: view.selectedItems)
            writer.member("user", view.user)
            writer.member("project", view.project)
        }
    }
}
