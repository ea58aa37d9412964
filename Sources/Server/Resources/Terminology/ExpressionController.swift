import HTTPTypes
import Hummingbird
import JSON
import NIOCore
import Terminology
import Workspace

/// `/api/terminology/ecl`: the answers of expressions, by pages and as a table.
struct ExpressionController {
    let services: Services

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .post("ecl", use: evaluate)
            .get("ecl.csv", use: table)
    }

    @Sendable func evaluate(_ request: Request, context: MemberContext) async throws -> Response {
        let fields = try await request.fields()
        // An empty one is an expression with a fault, which has its place.
        guard let expression = try fields.string("expression") else {
            throw Refusal.invalid(.init("expression", "This field is required."))
        }
        let open = try await open(try fields.string("system"), context)
        let page = (offset: max(0, try fields.integer("offset") ?? 0), limit: try fields.integer("limit") ?? 50)
        let limit = max(0, min(1000, page.limit))
        let clock = ContinuousClock()
        let start = clock.now
        do {
            let answer = try await CodeScopes(services.work).answer(expression, in: open)
            let took = clock.now - start
            return .json { writer in
                writer.object { writer in
                    writer.member("took_us", Int(took / .microseconds(1)))
                    writer.member("normalised", answer.normalised)
                    switch answer.content {
                    case .concepts(let set): writer.page(of: set, page.offset, limit, in: open.index)
                    case .rows(let rows): writer.page(of: rows, page.offset, limit, in: open.index)
                    }
                }
            }
        } catch let failure as ExpressionFailure {
            return ExpressionFault.response(to: failure)
        }
    }

    private func open(_ system: String?, _ context: MemberContext) async throws -> OpenRelease {
        guard let system, !system.trimmed.isEmpty else {
            throw Refusal.invalid(.init("system", "This field is required."))
        }
        return try await Terminologies(services.work).open(SystemReference(system), for: context.member)
    }

    /// All concepts of an expression: code, name, tag and whether it is in use.
    @Sendable func table(_ request: Request, context: MemberContext) async throws -> Response {
        let query = request.queryItems
        let open = try await open(query["system"], context)
        guard let expression = query.text("expression") ?? query.text("ecl") else {
            throw Refusal.invalid(.init("expression", "This field is required."))
        }
        let set: ConceptSet
        do {
            set = try await CodeScopes(services.work).evaluate(expression, in: open)
        } catch let failure as ExpressionFailure {
            return ExpressionFault.response(to: failure)
        }
        let name = "\(open.release.key)-\(open.release.version)-ecl.csv".filter { $0 != "\"" && $0.isASCII }
        let body = ResponseBody { writer in
            var bytes = Array("code,display,tag,active\r\n".utf8)
            for concept in set {
                let index = open.index
                let cells = [
                    index.code(concept), index.preferredTerm(concept), index.tag(concept),
                    index.active.contains(concept) ? "1" : "0",
                ]
                bytes += (cells.map(Self.cell).joined(separator: ",") + "\r\n").utf8
                if bytes.count > 64 << 10 {
                    try await writer.write(ByteBuffer(bytes: bytes))
                    bytes.removeAll(keepingCapacity: true)
                }
            }
            try await writer.write(ByteBuffer(bytes: bytes))
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(name)\"",
            ],
            body: body)
    }

    /// RFC 4180; a cell that a spreadsheet would take for a formula is kept from being one.
    private static func cell(_ text: String) -> String {
        var text = text
        if let first = text.first, "=+-@".contains(first) { text = "'" + text }
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}

extension JSONWriter {
    fileprivate mutating func page(of set: ConceptSet, _ offset: Int, _ limit: Int, in index: TerminologyIndex) {
        member("total", set.count)
        member(
            "items",
            array: { writer in
                var place = 0
                for concept in set {
                    if place >= offset + limit { break }
                    if place >= offset { writer.expressionItem(concept, in: index) }
                    place += 1
                }
            })
    }

    /// Rows of reference sets, as an expression with fields asks for them.
    fileprivate mutating func page(of rows: ReferenceSetRows, _ offset: Int, _ limit: Int, in index: TerminologyIndex) {
        member("total", rows.total)
        member("items", array: { _ in })
        member("columns", array: { writer in for column in rows.columns { writer.value(column) } })
        member(
            "rows",
            array: { writer in
                for row in rows.rows.dropFirst(offset).prefix(limit) {
                    writer.array { writer in for field in row { writer.field(field, in: index) } }
                }
            })
    }

    private mutating func field(_ field: ReferenceSetField, in index: TerminologyIndex) {
        switch field {
        case .concept(let concept?): named(concept, in: index)
        case .concept(nil): null()
        case .integer(let number): value(number)
        case .string(let text): value(text)
        }
    }
}
