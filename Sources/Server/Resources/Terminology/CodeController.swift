import HTTPTypes
import Hummingbird
import JSON
import Terminology
import Workspace

/// `/api/terminology`: searching, looking up and walking through code systems. Everybody who was recognised may read.
struct CodeController {
    let services: Services

    private var terminologies: Terminologies { Terminologies(services.work) }
    private var scopes: CodeScopes { CodeScopes(services.work) }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get("search", use: search)
            .get("concept", use: concept)
            .get("children", use: children)
            .get("path", use: path)
            .get("map", use: map)
            .get("uses", use: uses)
            .get("taxonomy", use: taxonomy)
            .get("validate", use: ValidationController(services: services).validate)
    }

    // MARK: Searching

    @Sendable func search(_ request: Request, context: MemberContext) async throws -> Response {
        let clock = ContinuousClock()
        let start = clock.now
        let query = request.queryItems
        let project = try query.int("project")
        var wish = CodeWish(text: query["q"] ?? "")
        wish.systems = try query.all("system").filter { !$0.isEmpty }.map { try SystemReference($0, in: project) }
        wish.expression = query.text("ecl")
        wish.below = query.text("below")
        wish.tags = query.all("tag").filter { !$0.isEmpty }
        wish.referenceSet = query.text("refset")
        wish.includesInactive = try query.bool("inactive") ?? false
        wish.onlySelectable = try query.bool("selectable") ?? false
        wish.dialect = try query.int("dialect")
        wish.limit = try query.int("limit") ?? 20
        wish.project = project
        let found: [FoundCodes]
        do {
            found = try await CodeSearch(services.work).find(wish, for: context.member)
        } catch let failure as ExpressionFailure {
            return ExpressionFault.response(to: failure)
        }
        let isPinned = project == nil && !wish.systems.isEmpty && wish.systems.allSatisfy { $0.version != nil }
        var writer = JSONWriter(capacity: 8 << 10)
        writer.object { writer in
            writer.member("took_us", Int((clock.now - start) / .microseconds(1)))
            writer.member("groups", array: { writer in for group in found { writer.group(group) } })
        }
        return .json(headers: Self.caching(isPinned), bytes: writer.bytes)
    }

    /// What is said of a named version stays true; all else may change with the next one that is loaded.
    static func caching(_ isPinned: Bool) -> HTTPFields {
        [.cacheControl: isPinned ? "private, max-age=3600, immutable" : "private, no-cache"]
    }

    // MARK: One concept

    @Sendable func concept(_ request: Request, context: MemberContext) async throws -> Response {
        let (open, concept, query) = try await named(request, context)
        let dialect = try query.int("dialect") ?? 0
        // Maps name their targets as the other systems' present defaults do, so that nothing of it stays true for ever.
        let releases = try await terminologies.open([], for: context.member)
        let known = open.index.dialects.indices.contains(dialect) ? dialect : 0
        return .json(headers: Self.caching(false)) { writer in
            writer.object { $0.concept(concept, in: open, dialect: known, among: releases) }
        }
    }

    /// The concept that `system` and `code` name.
    private func named(
        _ request: Request, _ context: MemberContext
    ) async throws -> (OpenRelease, Concept, QueryItems) {
        let query = request.queryItems
        let open = try await open(query, context)
        guard let code = query.text("code") else { throw Refusal.invalid(.init("code", "This field is required.")) }
        return (open, try open.find(code), query)
    }

    private func open(_ query: QueryItems, _ context: MemberContext) async throws -> OpenRelease {
        guard let name = query.text("system") else {
            throw Refusal.invalid(.init("system", "This field is required."))
        }
        return try await terminologies.open(
            SystemReference(name, in: query.int("project")), for: context.member)
    }

    // MARK: The tree

    @Sendable func children(_ request: Request, context: MemberContext) async throws -> Response {
        let query = request.queryItems
        let open = try await open(query, context)
        let dialect = try query.int("dialect") ?? 0
        let page = try (offset: max(0, query.int("offset") ?? 0), limit: max(1, min(1000, query.int("limit") ?? 50)))
        do {
            let level = try await CodeLevel(
                of: query.text("code").map { try open.find($0) }, in: open,
                scope: scopes.set(expression: query.text("ecl"), below: query.text("below"), in: open),
                includesInactive: query.bool("inactive") ?? false, dialect: dialect)
            return .json { writer in
                writer.object { writer in
                    writer.member("total", level.concepts.count)
                    writer.member(
                        "items",
                        array: { writer in
                            for concept in level.concepts.dropFirst(page.offset).prefix(page.limit) {
                                writer.treeItem(concept, of: level)
                            }
                        })
                }
            }
        } catch let failure as ExpressionFailure {
            return ExpressionFault.response(to: failure)
        }
    }

    @Sendable func path(_ request: Request, context: MemberContext) async throws -> Response {
        let (open, concept, query) = try await named(request, context)
        do {
            let scope = try await scopes.set(expression: query.text("ecl"), below: query.text("below"), in: open)
            let dialect = try query.int("dialect") ?? 0
            return .json { writer in
                writer.object { writer in
                    writer.member(
                        "path",
                        array: { writer in
                            for step in CodePath.steps(to: concept, in: open.index, scope: scope) {
                                writer.named(step, in: open.index, dialect: dialect)
                            }
                        })
                    writer.member("in_scope", scope?.contains(concept) ?? true)
                }
            }
        } catch let failure as ExpressionFailure {
            return ExpressionFault.response(to: failure)
        }
    }

    /// A level of the tree as Label Studio's Taxonomy asks for it with `apiUrl`: one `path` for each step down.
    @Sendable func taxonomy(_ request: Request, context: MemberContext) async throws -> Response {
        let query = request.queryItems
        let open = try await open(query, context)
        let dialect = try query.int("dialect") ?? 0
        do {
            let level = try await CodeLevel(
                of: query.all("path").last.map { try open.find($0) }, in: open,
                scope: scopes.set(expression: query.text("ecl"), below: query.text("below"), in: open),
                includesInactive: false, dialect: dialect)
            return .json { writer in
                writer.object { writer in
                    writer.member(
                        "items",
                        array: { writer in
                            for concept in level.concepts.prefix(5000) { writer.taxonomyItem(concept, of: level) }
                        })
                }
            }
        } catch let failure as ExpressionFailure {
            return ExpressionFault.response(to: failure)
        }
    }

    // MARK: Maps and uses

    @Sendable func map(_ request: Request, context: MemberContext) async throws -> Response {
        let (open, concept, query) = try await named(request, context)
        let releases = try await terminologies.open([], for: context.member)
        let maps = CodeMaps(of: concept, in: open, to: query.text("target"), among: releases)
        return .json { writer in
            writer.object { writer in
                writer.member("system", open.release.key)
                writer.member("version", open.release.version)
                writer.member("code", open.index.code(concept))
                writer.member("display", open.index.preferredTerm(concept))
                writer.key("maps")
                writer.maps(maps)
            }
        }
    }

    @Sendable func uses(_ request: Request, context: MemberContext) async throws -> Response {
        let (open, concept, _) = try await named(request, context)
        let places = try await ProjectCodes(services.work)
            .places(of: open.index.code(concept), in: open.release, for: context.member)
        return .json { writer in
            writer.object { writer in
                writer.member(
                    "projects",
                    array: { writer in
                        for place in places {
                            writer.object { writer in
                                writer.member("id", place.project)
                                writer.member("title", place.title)
                                writer.member("labels", place.labels)
                                writer.member("last_at", ISOTime.text(place.lastAt))
                            }
                        }
                    })
            }
        }
    }
}

extension OpenRelease {
    /// The concept of a code, also written without its dot or hyphen.
    func find(_ code: String) throws -> Concept {
        guard let concept = index.concept(code: code) ?? index.concept(tolerant: code) else {
            throw Refusal(.notFound, "\(release.name) has no code “\(code.prefix(50))”.")
        }
        return concept
    }
}

extension QueryItems {
    /// A value that says something.
    func text(_ name: String) -> String? { self[name].flatMap { $0.trimmed.isEmpty ? nil : $0 } }
}
