import Hummingbird
import JSON
import Workspace

/// `/api/dm`: columns and actions of the data manager.
struct DataManagerController {
    let services: Services

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get("columns", use: columns)
            .get("project", use: project)
            .get("actions", use: actions)
            .post("actions", use: act)
            .get("actions/:action/form", use: form)
    }

    @Sendable func columns(_ request: Request, context: MemberContext) async throws -> Response {
        let project = try ViewController.project(request)
        try context.member.require(.seeAllWork)
        let summary = try await Projects(services.work).summary(of: project, for: context.member)
        let people = try await services.people.people(of: context.member).map(\.id)
        let models = try await Projects(services.work).modelVersions(of: project, for: context.member).map(\.version)
        let names = summary.columns.map(\.name)
        return .json { writer in
            writer.object { writer in
                writer.member(
                    "columns",
                    array: { writer in
                        for name in names { writer.dataColumn(name) }
                        for column in TableColumn.all { writer.column(column, people: people, models: models) }
                        writer.object { writer in
                            writer.member("id", "data")
                            writer.member("title", "data")
                            writer.member("type", "List")
                            writer.member("target", "tasks")
                            writer.member("children", array: { writer in for name in names { writer.value(name) } })
                            writer.member("project_defined", false)
                        }
                    })
            }
        }
    }

    /// The project with what the data manager shows beside it.
    @Sendable func project(_ request: Request, context: MemberContext) async throws -> Response {
        let record = try await Projects(services.work)
            .record(ViewController.project(request), for: context.member)
        let mayManage = context.member.role.may(.manageProjects)
        var project = JSONWriter()
        project.project(record)
        var extra = JSONWriter()
        extra.object { writer in
            writer.member("can_delete_tasks", mayManage)
            writer.member("can_manage_annotations", mayManage)
            writer.member("can_manage_tasks", mayManage)
            writer.member("source_syncing", false)
            writer.member("target_syncing", false)
            writer.member("task_count", record.tally.tasks)
            writer.member("annotation_count", record.tally.annotations)
        }
        // Two objects become one: the first without its closing brace, the second without its opening one.
        return .json(bytes: project.bytes.dropLast() + [UInt8(ascii: ",")] + extra.bytes.dropFirst())
    }

    @Sendable func actions(_ request: Request, context: MemberContext) async throws -> Response {
        _ = try await Projects(services.work).project(ViewController.project(request), for: context.member)
        let actions = context.member.role.may(.manageProjects) ? BulkAction.allCases : []
        return .json { writer in
            writer.array { writer in for action in actions.sorted(by: { $0.order < $1.order }) { writer.action(action) }
            }
        }
    }

    /// `POST …?id=&project=[&view=]` with filters, ordering and selectedItems.
    @Sendable func act(_ request: Request, context: MemberContext) async throws -> Response {
        let query = request.queryItems
        let project = try ViewController.project(request)
        let fields = try await request.fields()
        let name = query["id"] ?? ""
        if name == "next_task" {
            guard let choice = try await NextTask(services.work).claim(in: project, by: context.member) else {
                throw Refusal(.notFound, "There are no more tasks for you in this project.")
            }
            return try await NextTaskController.answer(choice, of: project, services, context.member)
        }
        guard let action = BulkAction(rawValue: name) else {
            throw Refusal.invalid(.init("id", "“\(name)” is not an action."))
        }
        let selection = try await selection(fields, query, context.member)
        var options = BulkActions.Options()
        options.annotator = try fields.integer("annotator")
        options.modelVersion = try fields.string("model_version")
        let count = try await BulkActions(services.work)
            .run(action, on: selection, of: project, options: options, by: context.member)
        return .json { writer in
            writer.object { writer in
                writer.member("processed_items", count)
                writer.member("detail", "\(action.title): \(count)")
                if action.reloads { writer.member("reload", true) }
            }
        }
    }

    /// What the body selects; what it leaves open, the view does. Nothing selected is nothing done.
    private func selection(_ fields: Fields, _ query: QueryItems, _ member: Member) async throws -> TaskSelection {
        var selection = try TaskSelection(fields.value)
        if let view = try query.int("view") ?? query.int("tabID") {
            let saved = try await Views(services.work).selection(of: view, for: member)
            if selection.filters.isEmpty {
                selection.filters = saved.filters
                selection.matchesAny = saved.matchesAny
            }
            selection.chosen = selection.chosen ?? saved.chosen
        }
        if selection.chosen == nil {
            throw Refusal.invalid(.init("selectedItems", "Say which tasks: {all, excluded} or {all: false, included}."))
        }
        return selection
    }

    /// What else an action may be told.
    @Sendable func form(_ request: Request, context: MemberContext) async throws -> Response {
        let project = try ViewController.project(request)
        let name = context.parameters.get("action") ?? ""
        let projects = Projects(services.work)
        switch BulkAction(rawValue: name) {
        case .predictionsToAnnotations:
            let versions = try await projects.modelVersions(of: project, for: context.member).map(\.version)
            return Self.form("model_version", "Choose predictions", versions.map { ($0, $0) })
        case .deleteAnnotations:
            let people = try await projects.annotators(of: project, for: context.member)
            return Self.form(
                "annotator", "Choose an annotator, or none for all", people.map { (String($0.id), $0.email) })
        default: return .json { $0.array { _ in } }
        }
    }

    private static func form(_ name: String, _ label: String, _ options: [(value: String, label: String)]) -> Response {
        .json { writer in
            writer.array { writer in
                writer.object { writer in
                    writer.member("columnCount", 1)
                    writer.member(
                        "fields",
                        array: { writer in
                            writer.object { writer in
                                writer.member("type", "select")
                                writer.member("name", name)
                                writer.member("label", label)
                                writer.member(
                                    "options",
                                    array: { writer in
                                        for option in options {
                                            writer.object { writer in
                                                writer.member("value", option.value)
                                                writer.member("label", option.label)
                                            }
                                        }
                                    })
                            }
                        })
                }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func action(_ action: BulkAction) {
        object { writer in
            writer.member("id", action.rawValue)
            writer.member("title", action.title)
            writer.member("order", action.order)
            if action.permissions.count == 1 {
                writer.member("permission", action.permissions[0])
            } else {
                writer.member("permission", array: { writer in for name in action.permissions { writer.value(name) } })
            }
            writer.member("experimental", false)
            if action.reloads { writer.member("reload", true) }
            writer.member(
                "dialog",
                object: { writer in
                    writer.member("title", action.title)
                    writer.member("text", action.question)
                    writer.member("type", "confirm")
                })
        }
    }
}
