package import Exchange
import LabelConfig
import Storage

/// Giving work back: as a stream, or as a snapshot that is kept.
package struct Exports: Sendable {
    let work: Work

    package init(_ work: Work) { self.work = work }

    /// Begins an export. It reads as it is asked, so nothing is held that nobody takes.
    package func stream(_ request: ExportRequest, by member: Member) async throws -> ExportStream {
        try member.require(.manageProjects)
        let now = work.clock.now()
        let project = try await work.database.write { connection in
            let project = try Projects.find(request.project, for: member, in: connection)
            try EventLog.append(
                Event("export.stream", .export, project: request.project), by: member, at: now, in: connection
            )
            return project
        }
        return ExportStream(request, project, work)
    }

    /// The formats, and whether a project's interface makes sense of each.
    package func formats(
        of project: Int, for member: Member
    ) async throws -> [(format: ExportFormat, isOffered: Bool)] {
        let project = try await work.database.read { connection in
            try Projects.find(project, for: member, in: connection)
        }
        let offered = (try? LabelConfig(parsing: project.labelConfig)).map { ExportFormat.offered(for: $0) } ?? []
        return ExportFormat.allCases.map { format in
            let isPlain = [.json, .jsonMin, .csv, .tsv].contains(format)
            return (format, isPlain || offered.contains(format))
        }
    }
}
