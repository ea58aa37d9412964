import JSON
import Workspace

/// Which tasks a list is to have, in which order, and how much of each.
struct TaskListQuery: Sendable {
    let project: Int
    let selection: TaskSelection
    /// Whether annotations, predictions and drafts come with the tasks.
    let withWork: Bool
    /// The members that are wanted; nil for all.
    let include: Set<String>?

    /// Reads `project`, `view`, `query` (or `filters`, `ordering` and `selectedItems` on their own), `fields` and
    /// `include`. There are no addresses of storages to resolve, so `resolve_uri` changes nothing.
    init(_ query: QueryItems, views: Views, for member: Member) async throws {
        let view = try query.int("view").flatMap { $0 > 0 ? $0 : nil }
        if let view {
            let found = try await views.view(view, for: member)
            project = found.project
            if let asked = try query.int("project"), asked != found.project {
                throw Refusal.invalid(.init("view", "The view belongs to another project."))
            }
            selection = Self.listing(try await views.selection(of: view, for: member))
        } else {
            guard let asked = try query.int("project") else {
                throw Refusal(.notFound, "Neither project nor view id specified")
            }
            project = asked
            selection = Self.listing(try TaskSelection(Self.structure(query)))
        }
        withWork = query["fields"] == "all"
        let names = query.all("include").flatMap { $0.split(separator: ",").map(\.description.trimmed) }
        include = names.isEmpty ? nil : Set(names)
    }

    /// All tasks of a project, the last changed first: the order of the older list.
    init(project: Int, _ query: QueryItems) throws {
        self.project = project
        var selection = TaskSelection()
        selection.order = try TaskSelection.Order("-updated_at")
        self.selection = selection
        withWork = query["fields"] == "all"
        include = nil
    }

    /// A selection of nothing is what a data manager has before anybody ticks a task; it hides none.
    private static func listing(_ selection: TaskSelection) -> TaskSelection {
        var selection = selection
        if selection.chosen == .only([]) { selection.chosen = nil }
        return selection
    }

    private static func structure(_ query: QueryItems) throws -> JSONValue {
        if let text = query["query"], !text.isEmpty { return try parse(text, "query") }
        var parts = JSONObject()
        for name in ["filters", "selectedItems"] {
            if let text = query[name], !text.isEmpty { parts[name] = try parse(text, name) }
        }
        if let first = query.all("ordering").first { parts["ordering"] = .array([.string(first)]) }
        return .object(parts)
    }

    private static func parse(_ text: String, _ name: String) throws -> JSONValue {
        do {
            return try JSONValue(parsing: text)
        } catch {
            throw Refusal.invalid(.init(name, "Value must be valid JSON: \(error)."))
        }
    }
}

extension JSONWriter {
    /// A page of tasks as an array.
    mutating func tasks(_ page: TaskPage, now: Int, _ query: TaskListQuery) {
        array { writer in
            for task in page.tasks {
                writer.task(
                    task, page.authors, now: now, form: query.withWork ? .all : .taskOnly, include: query.include
                )
            }
        }
    }
}
