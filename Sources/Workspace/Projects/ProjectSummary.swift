import JSON
package import LabelConfig
import Storage

/// What the tasks and annotations of a project are made of.
package struct ProjectSummary: Sendable {
    package var project: Int
    package var createdAt: Int
    package var tasks: Int
    /// The data keys and how many tasks have each, in the order they first came.
    package var columns: [(name: String, tasks: Int)]
    package var annotations: ResultSummary
    package var drafts: ResultSummary

    /// The keys that every task has.
    package var commonColumns: [String] { columns.filter { $0.tasks >= tasks }.map(\.name) }

    static func read(_ project: Project, in connection: any SQLConnection) throws -> ProjectSummary {
        ProjectSummary(
            project: project.id, createdAt: project.createdAt,
            tasks: try ProjectTally.stored(project.id, in: connection).tasks,
            columns: try columns(of: project.id, in: connection),
            annotations: try work(.annotations, of: project.id, in: connection),
            drafts: try work(.drafts, of: project.id, in: connection)
        )
    }

    static func columns(
        of project: Int, in connection: any SQLConnection
    ) throws -> [(name: String, tasks: Int)] {
        try connection.query(
            """
            SELECT name, tasks FROM data_column WHERE project_id = \(project) AND tasks > 0 ORDER BY position, name
            """
        ).map { row in (row.string("name"), row.int("tasks")) }
    }

    static func work(
        _ source: LabelUses.Source, of project: Int, in connection: any SQLConnection
    ) throws -> ResultSummary {
        var results = JSONObject()
        for row in try connection.query(
            """
            SELECT control, object, type, uses FROM control_use
            WHERE project_id = \(project) AND source = \(source.rawValue) AND uses > 0
            ORDER BY control, object, type
            """
        ) {
            let key = "\(row.string("control"))|\(row.string("object"))|\(row.string("type"))"
            results.append(key, JSONValue(row.int("uses")))
        }
        var labels = JSONObject()
        for row in try connection.query(
            """
            SELECT control, label, uses FROM label_use
            WHERE project_id = \(project) AND source = \(source.rawValue) AND uses > 0 ORDER BY control, label
            """
        ) {
            var counts = labels[row.string("control")]?.object ?? JSONObject()
            counts.append(row.string("label"), JSONValue(row.int("uses")))
            labels[row.string("control")] = .object(counts)
        }
        return ResultSummary(createdAnnotations: .object(results), createdLabels: .object(labels))
    }
}

extension Projects {
    package func summary(of id: Int, for member: Member) async throws -> ProjectSummary {
        try await work.database.read { connection in
            try ProjectSummary.read(Self.find(id, for: member, in: connection), in: connection)
        }
    }

    /// The people who have annotated in a project.
    package func annotators(of id: Int, for member: Member) async throws -> [Author] {
        try member.require(.seeAllWork)
        return try await work.database.read { connection in
            _ = try Self.find(id, for: member, in: connection)
            let rows = try connection.query(
                "SELECT DISTINCT completed_by FROM annotation WHERE project_id = \(id) AND completed_by IS NOT NULL"
            )
            return try Authors(rows.map { $0.int("completed_by") }, in: connection).all
        }
    }

    /// Which model versions have predicted in a project, and how often.
    package func modelVersions(of id: Int, for member: Member) async throws -> [(version: String, count: Int)] {
        try await work.database.read { connection in
            _ = try Self.find(id, for: member, in: connection)
            return try connection.query(
                """
                SELECT model_version, count(*) AS uses FROM prediction WHERE project_id = \(id)
                GROUP BY model_version ORDER BY model_version
                """
            ).map { ($0.string("model_version"), $0.int("uses")) }
        }
    }
}
