package import Terminology

/// What is searched for, and where.
package struct CodeWish: Sendable {
    package var text: String
    /// Empty for the defaults of all systems.
    package var systems: [SystemReference] = []
    /// An expression of ECL, and a concept below which is searched.
    package var expression: String?
    package var below: String?
    /// Semantic tags, of which one must fit.
    package var tags: [String] = []
    package var referenceSet: String?
    package var includesInactive = false
    package var onlySelectable = false
    /// Which names are shown; the release's first where nil.
    package var dialect: Int?
    package var limit = 20
    /// In whose work it is looked up: what is common there stands higher.
    package var project: Int?

    package init(text: String) { self.text = text }
}

/// What was found in one system.
package struct FoundCodes: Sendable {
    package let release: TerminologyRelease
    package let index: TerminologyIndex
    package let answer: SearchAnswer
    package let dialect: Int
}

/// Finding codes as somebody types. Of the database it asks a table that is read every few seconds, and no more.
package struct CodeSearch: Sendable {
    let work: Work
    private var terminologies: Terminologies { Terminologies(work) }

    package init(_ work: Work) { self.work = work }

    package func find(_ wish: CodeWish, for member: Member) async throws -> [FoundCodes] {
        let releases = try await terminologies.open(wish.systems, for: member)
        let shelf = try work.shelf()
        if let project = wish.project { try await shelf.habits.read(project, for: member, from: work.database) }
        var found: [FoundCodes] = []
        for open in releases {
            if let codes = try await find(wish, in: open, for: member) { found.append(codes) }
        }
        return found
    }

    private func find(_ wish: CodeWish, in open: OpenRelease, for member: Member) async throws -> FoundCodes? {
        let index = open.index
        var query = SearchQuery(wish.text)
        query.limit = max(1, min(200, wish.limit))
        query.scope = try await CodeScopes(work).set(of: wish, in: open)
        if !wish.tags.isEmpty {
            let tags = index.tags.indices.filter { wish.tags.contains(index.tags[$0]) }
            guard !tags.isEmpty else { return nil }
            query.tags = Set(tags)
        }
        query.includesInactive = wish.includesInactive
        query.onlySelectable = wish.onlySelectable
        let dialect = wish.dialect.map { index.dialects.indices.contains($0) ? $0 : 0 } ?? 0
        query.dialect = dialect
        if let project = wish.project {
            query.usage = try work.shelf().habits.usage(of: project, for: member, in: open)
        }
        return FoundCodes(release: open.release, index: index, answer: index.search(query), dialect: dialect)
    }
}
