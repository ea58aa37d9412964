import Hummingbird
import JSON
import Storage
import Workspace

/// `/api/projects/{id}/table`: the rows that the browser's data table shows, a page at a time.
struct TableController {
    /// Of a text no more than this many characters go to a table, which shows one line of it.
    private static let longestCell = 240
    private static let largestPage = 1000

    let services: Services

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self).get(":id/table", use: rows)
    }

    @Sendable func rows(_ request: Request, context: MemberContext) async throws -> Response {
        let query = request.queryItems
        let selection = try TaskSelection(query: query)
        let limit = max(1, min(try query.int("limit") ?? 100, Self.largestPage))
        let place: TaskTable.Place =
            if let cursor = query["after"], !cursor.isEmpty {
                .after(try TaskTable.Cursor(text: cursor))
            } else {
                .offset(max(0, try query.int("offset") ?? 0))
            }
        let page = try await TaskTable(services.work).rows(
            of: context.id(of: "Project"), selection, at: place, limit: limit, for: context.member
        )
        return .json { writer in
            writer.object { writer in
                writer.member("total", page.total)
                writer.member("rows", array: { writer in for row in page.rows { Self.write(row, to: &writer) } })
                writer.member("next", page.next?.text)
                writer.member("columns", array: { writer in for name in page.columns { writer.value(name) } })
            }
        }
    }

    private static func write(_ row: TaskRow, to writer: inout JSONWriter) {
        let task = row.task
        writer.object { writer in
            writer.member("id", task.id)
            writer.member("inner_id", task.innerID)
            writer.key("data")
            CellText.writeShortened(task.data, longest: longestCell, to: &writer)
            writer.member("is_labeled", task.counts.isLabeled)
            writer.member("total_annotations", task.counts.annotations)
            writer.member("cancelled_annotations", task.counts.cancelled)
            writer.member("total_predictions", task.counts.predictions)
            writer.member("annotators", array: { writer in for id in row.annotators { writer.value(id) } })
            writer.member("draft_exists", task.counts.drafts > 0)
            writer.member("created_at", ISOTime.text(task.createdAt))
            writer.member("updated_at", ISOTime.text(task.updatedAt))
            writer.member(
                "labels",
                array: { writer in
                    for label in row.labels {
                        writer.object { writer in
                            writer.member("name", label.name)
                            writer.member("count", label.count)
                        }
                    }
                })
        }
    }
}

extension TaskSelection {
    /// Reads the `query` of an address: URL-encoded JSON of filters and ordering.
    init(query: QueryItems) throws {
        guard let text = query["query"], !text.isEmpty else {
            self.init()
            return
        }
        guard let json = try? JSONValue(parsing: text) else {
            throw Refusal.invalid(.init("query", "Value must be valid JSON."))
        }
        try self.init(json)
    }
}

extension TaskTable.Cursor {
    /// The cursor as it goes into an address: the id and the value the page was ordered by, as JSON.
    var text: String {
        var writer = JSONWriter()
        writer.array { writer in
            writer.value(id)
            switch key {
            case .integer(let value): writer.value(value)
            case .real(let value): writer.value(value)
            case .text(let value): writer.value(value)
            case .boolean(let value): writer.value(value)
            case .null, .blob: writer.null()
            }
        }
        return writer.text
    }

    init(text: String) throws {
        guard let json = try? JSONValue(parsing: text), let id = json[0]?.integer, let value = json[1] else {
            throw Refusal.invalid(.init("after", "Send what the page before gave as “next”."))
        }
        let key: SQLValue =
            switch value {
            case .string(let text): .text(text)
            case .bool(let flag): .boolean(flag)
            case .number(let number):
                if let integer = number.integer, !number.text.contains(".") {
                    .integer(Int64(integer))
                } else {
                    .real(number.double)
                }
            default: .null
            }
        self.init(id: id, key: key)
    }
}
