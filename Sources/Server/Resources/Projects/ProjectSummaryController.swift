import Hummingbird
import JSON
import LabelConfig
import Workspace

/// `/api/projects/{id}/summary…` and `…/model-versions`: what the work of a project is made of.
struct ProjectSummaryController {
    let services: Services

    private var projects: Projects { Projects(services.work) }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get(":id/summary", use: show)
            .post(":id/summary/reset", use: reset)
            .get(":id/model-versions", use: modelVersions)
            .delete(":id/model-versions", use: deleteModelVersion)
    }

    @Sendable func show(_ request: Request, context: MemberContext) async throws -> Response {
        let summary = try await projects.summary(of: context.id(of: "Project"), for: context.member)
        return .json { writer in
            writer.object { writer in
                writer.member("project", summary.project)
                writer.member("created_at", ISOTime.text(summary.createdAt))
                writer.key("all_data_columns")
                writer.object { writer in
                    for column in summary.columns { writer.member(column.name, column.tasks) }
                }
                writer.key("common_data_columns")
                writer.array { writer in
                    for name in summary.commonColumns { writer.value(name) }
                }
                writer.member("created_annotations", summary.annotations.createdAnnotations)
                writer.member("created_labels", summary.annotations.createdLabels)
                writer.member("created_labels_drafts", summary.drafts.createdLabels)
            }
        }
    }

    @Sendable func reset(_ request: Request, context: MemberContext) async throws -> Response {
        try await projects.recountLabels(of: context.id(of: "Project"), by: context.member)
        return .json(value: [:])
    }

    @Sendable func modelVersions(_ request: Request, context: MemberContext) async throws -> Response {
        let versions = try await projects.modelVersions(of: context.id(of: "Project"), for: context.member)
        return .json { writer in
            writer.object { writer in
                for (version, count) in versions { writer.member(version, count) }
            }
        }
    }

    /// Answers how many predictions went, as a bare number.
    @Sendable func deleteModelVersion(_ request: Request, context: MemberContext) async throws -> Response {
        let id = try context.id(of: "Project")
        let version = try await request.fields().requiredString("model_version")
        let predictions = Predictions(services.work)
        let count = try await predictions.deleteModelVersion(version, of: id, by: context.member)
        return .json(value: JSONValue(count))
    }
}
