package import JSON
import LabelConfig
import Storage
import Terminology

/// A code of a system, as projects keep it.
package struct UsedCode: Sendable, Hashable {
    /// The key of the system, or its address where no key was said.
    package let system: String
    package let code: String
    /// How many labels bear it now.
    package let labels: Int
    /// When one last did; nil where none ever did.
    package let lastAt: Int?

    package init(system: String, code: String, labels: Int = 0, lastAt: Int? = nil) {
        self.system = system
        self.code = code
        self.labels = labels
        self.lastAt = lastAt
    }
}

/// What a project uses: its recent codes, its favourites, and where else a code stands.
package struct ProjectCodes: Sendable {
    let work: Work

    package init(_ work: Work) { self.work = work }

    /// What a project offers before anything is typed.
    package struct Shortlist: Sendable {
        package var recent: [UsedCode]
        package var favourites: [UsedCode]
        /// The systems of the control that was asked about; nil for all of the project's.
        package var systems: [SystemReference]?
    }

    /// The codes last used and the favourites, of one control's systems or of all.
    package func shortlist(
        of project: Int, control: String? = nil, limit: Int = 30, for member: Member
    ) async throws -> Shortlist {
        try await work.database.read { connection in
            let found = try Projects.find(project, for: member, in: connection)
            var systems: [SystemReference]?
            if let control {
                let scope = (try? LabelConfig(parsing: found.labelConfig))?.interface.control(named: control)?.codeScope
                systems = (scope?.systems ?? []).map { SystemReference($0, in: project) }
            }
            var condition: Query = "project_id = \(project)"
            if let systems { condition += " AND system IN (\(list: systems.map(\.key)))" }
            let recent = try connection.query(
                """
                SELECT system, code, labels, last_at FROM code_use WHERE \(condition) AND labels > 0
                ORDER BY last_at DESC, code LIMIT \(limit)
                """
            ).map(Self.used)
            let favourites = try connection.query(
                """
                SELECT system, code, 0 AS labels, NULL AS last_at FROM code_favourite WHERE \(condition)
                ORDER BY added_at, code LIMIT 500
                """
            ).map(Self.used)
            return Shortlist(recent: recent, favourites: favourites, systems: systems)
        }
    }

    private static func used(_ row: SQLRow) -> UsedCode {
        var cells = Cells(row)
        return UsedCode(
            system: cells.text(), code: cells.text(), labels: cells.int(), lastAt: cells.optionalInt())
    }

    /// Makes a code a favourite of a project, or takes it from them.
    package func setFavourite(
        _ isFavourite: Bool, _ code: String, of system: String, in project: Int, by member: Member
    ) async throws {
        try member.require(.annotate)
        let key = try SystemReference(system, in: project).key
        guard (1...200).contains(code.utf8.count) else {
            throw Refusal.invalid(.init("code", "A code has 1 to 200 characters."))
        }
        let now = work.clock.now()
        try await work.database.write { connection in
            _ = try Projects.find(project, for: member, in: connection)
            let changed: Int
            if isFavourite {
                changed = try connection.execute(
                    """
                    INSERT INTO code_favourite (project_id, system, code, added_by, added_at)
                    VALUES (\(project), \(key), \(code), \(member.id), \(now))
                    ON CONFLICT (project_id, system, code) DO NOTHING
                    """
                )
            } else {
                changed = try connection.execute(
                    "DELETE FROM code_favourite WHERE project_id = \(project) AND system = \(key) AND code = \(code)"
                )
            }
            guard changed > 0 else { return }
            try EventLog.append(
                Event(
                    isFavourite ? "favourite.add" : "favourite.remove", .project, project, project: project,
                    after: EventLog.hash("\(key)|\(code)")
                ),
                by: member, at: now, in: connection
            )
        }
    }

    /// A project in which a code stands.
    package struct Place: Sendable, Equatable {
        package let project: Int
        package let title: String
        package let labels: Int
        package let lastAt: Int
    }

    /// Where a code is used, across the projects of the organisation; the most recent first.
    package func places(of code: String, in release: TerminologyRelease, for member: Member) async throws -> [Place] {
        try await work.database.read { connection in
            try connection.query(
                """
                SELECT project.id, project.title, CAST(sum(code_use.labels) AS BIGINT), max(code_use.last_at) AS recent
                FROM code_use JOIN project ON project.id = code_use.project_id
                WHERE code_use.code = \(code) AND code_use.system IN (\(release.key), \(release.uri))
                    AND code_use.labels > 0 AND project.organization_id = \(member.organization)
                GROUP BY project.id, project.title ORDER BY recent DESC, project.id
                """
            ).map { row in
                var cells = Cells(row)
                return Place(project: cells.int(), title: cells.text(), labels: cells.int(), lastAt: cells.int())
            }
        }
    }

    /// All codes of a system that a project's labels bear, the most used first.
    func used(of system: [String], in project: Int) async throws -> [UsedCode] {
        try await work.database.read { connection in
            try connection.query(
                """
                SELECT min(system), code, CAST(sum(labels) AS BIGINT), max(last_at) FROM code_use
                WHERE project_id = \(project) AND system IN (\(list: system)) AND labels > 0
                GROUP BY code ORDER BY 3 DESC, code
                """
            ).map(Self.used)
        }
    }

    /// The same as JSON, for lists of exports and for snapshots.
    package func notices(of project: Int, for member: Member) async throws -> JSONValue {
        .array(
            try await licences(of: project, for: member).map { release in
                [
                    "system": .string(release.key), "uri": .string(release.uri), "title": .string(release.title),
                    "version": .string(release.version), "licence": .string(release.licence.title),
                    "summary": .string(release.licence.summary), "notice": .string(release.licence.notice),
                    "redistributable": .bool(release.licence.isRedistributable),
                ]
            })
    }

    /// The notices that must go with copies of a project's labels: of each system whose codes they bear.
    package func licences(of project: Int, for member: Member) async throws -> [TerminologyRelease] {
        guard work.terminology != nil else { return [] }
        let systems = try await work.database.read { connection in
            _ = try Projects.find(project, for: member, in: connection)
            return Set(
                try connection.query(
                    "SELECT DISTINCT system FROM code_use WHERE project_id = \(project) AND labels > 0"
                ).map { $0.string("system") }
            )
        }
        guard !systems.isEmpty else { return [] }
        var seen: Set<String> = []
        return try await Terminologies(work).releases(for: member).filter { release in
            (systems.contains(release.key) || systems.contains(release.uri)) && seen.insert(release.key).inserted
        }
    }
}
