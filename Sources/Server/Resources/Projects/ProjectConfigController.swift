import Hummingbird
import JSON
import LabelConfig
import Workspace

/// `/api/projects/…validate` and `…sample-task`: trying a labelling config before it is kept.
struct ProjectConfigController {
    let services: Services

    private var projects: Projects { Projects(services.work) }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .post("validate", use: validate)
            .post(":id/validate", use: validateForProject)
            .post(":id/sample-task", use: sampleTask)
    }

    /// A config on its own.
    @Sendable func validate(_ request: Request, context: MemberContext) async throws -> Response {
        try Projects.validate(config: await Self.config(request))
        return .noContent
    }

    /// A config in the place of a project's present one: it must not orphan work.
    @Sendable func validateForProject(_ request: Request, context: MemberContext) async throws -> Response {
        let id = try context.id(of: "Project")
        let config = try await Self.config(request)
        let changes = try await projects.validate(config: config, for: id, by: context.member)
        let doubts = try await projects.doubts(about: config, for: id, by: context.member)
        var answer = JSONObject([("config_essential_data_has_changed", .bool(changes))])
        if !doubts.isEmpty { answer["warnings"] = .array(doubts.map { .string($0) }) }
        return .json(value: .object(answer))
    }

    @Sendable func sampleTask(_ request: Request, context: MemberContext) async throws -> Response {
        _ = try await projects.project(context.id(of: "Project"), for: context.member)
        do {
            let config = try LabelConfig(parsing: await Self.config(request))
            return .json(value: ["sample_task": config.sampleTask()])
        } catch let error as LabelConfigError {
            throw Refusal.invalid(.init("label_config", messages: error.problems.map(\.description)))
        }
    }

    private static func config(_ request: Request) async throws -> String {
        guard let text = try await request.fields().string("label_config"), !text.isEmpty else {
            throw Refusal.invalid(.init("label_config", "Label config is not set or is empty"))
        }
        return text
    }
}
