import Crypto
package import Exchange
package import JSON
import LabelConfig
package import Storage

extension Exports {
    /// Makes a snapshot: the JSON of all that is asked for, kept as a blob.
    package func snapshot(
        _ title: String, of project: Int, options: JSONValue, by member: Member
    ) async throws -> ExportSnapshot {
        try member.require(.manageProjects)
        var request = try ExportRequest(project: project, options: options)
        if let view = options["task_filter_options"]?["view"]?.integer {
            request.selection = try await Views(work).selection(of: view, for: member)
        }
        // Kept with the snapshot: under which terms its codes may be passed on, as they were then.
        var members = options.object ?? JSONObject()
        members["terminology"] = try await ProjectCodes(work).notices(of: project, for: member)
        let options = JSONValue.object(members)
        let now = work.clock.now()
        let (found, id) = try await work.database.write { connection -> (Project, Int) in
            let found = try Projects.find(project, for: member, in: connection)
            let id = try connection.integer(
                """
                INSERT INTO export_snapshot (project_id, user_id, title, state, options, tasks, created_at)
                VALUES (\(project), \(member.id), \(title), 'in_progress', \(options.text), 0, \(now)) RETURNING id
                """
            )
            try EventLog.append(
                Event("export.snapshot", .export, id, project: project), by: member, at: now, in: connection
            )
            return (found, id)
        }
        do {
            await work.blobGate.enter()
            defer { work.blobGate.leave() }
            let bytes = ExportBytes(ExportStream(request, found, work))
            let blob = try await work.blobs.put(bytes, limit: nil)
            let end = work.clock.now()
            let (md5, tasks) = bytes.outcome
            try await work.database.write { connection in
                try connection.execute(
                    """
                    UPDATE export_snapshot SET state = 'completed', blob = \(blob.id.hex), size = \(blob.size),
                        md5 = \(md5), tasks = \(tasks), finished_at = \(end) WHERE id = \(id)
                    """
                )
            }
        } catch {
            try await work.database.write { connection in
                try connection.execute("UPDATE export_snapshot SET state = 'failed' WHERE id = \(id)")
            }
            throw error
        }
        return try await snapshot(id, of: project, for: member)
    }

    package func snapshot(_ id: Int, of project: Int, for member: Member) async throws -> ExportSnapshot {
        let all = try await snapshots(of: project, for: member)
        guard let found = all.first(where: { $0.id == id }) else { throw Refusal.missing("Export") }
        return found
    }

    package func snapshots(of project: Int, for member: Member) async throws -> [ExportSnapshot] {
        try member.require(.manageProjects)
        return try await work.database.read { connection in
            _ = try Projects.find(project, for: member, in: connection)
            var snapshots = try connection.query(
                "SELECT * FROM export_snapshot WHERE project_id = \(project) ORDER BY id DESC"
            ).map(ExportSnapshot.init)
            let authors = try Authors(snapshots.map(\.createdBy), in: connection)
            for row in try connection.query(
                """
                SELECT export_conversion.* FROM export_conversion JOIN export_snapshot
                    ON export_snapshot.id = export_conversion.snapshot_id
                WHERE export_snapshot.project_id = \(project) ORDER BY export_conversion.id
                """
            ) {
                guard let place = snapshots.firstIndex(where: { $0.id == row.int("snapshot_id") }) else { continue }
                snapshots[place].conversions.append(
                    ExportSnapshot.Conversion(
                        id: row.int("id"), format: row.string("format"), state: row.string("state"),
                        blob: row.optionalString("blob").flatMap { BlobID(hex: $0) }, size: row.int("size")
                    )
                )
            }
            for place in snapshots.indices { snapshots[place].author = authors[snapshots[place].createdBy] }
            return snapshots
        }
    }

    package func delete(_ id: Int, of project: Int, by member: Member) async throws {
        _ = try await snapshot(id, of: project, for: member)
        let now = work.clock.now()
        try await work.database.write { connection in
            try connection.execute("DELETE FROM export_snapshot WHERE id = \(id)")
            try EventLog.append(
                Event("export.delete", .export, id, project: project), by: member, at: now, in: connection
            )
        }
    }

    /// Writes a snapshot in another format; one that is there already is answered as it is.
    package func convert(
        _ id: Int, of project: Int, to format: ExportFormat, by member: Member
    ) async throws -> ExportSnapshot.Conversion {
        let snapshot = try await snapshot(id, of: project, for: member)
        if let done = snapshot.conversions.first(where: { $0.format == format.name && $0.state == "completed" }) {
            return done
        }
        guard let blob = snapshot.blob else { throw Refusal.invalid("The snapshot is not complete.") }
        let config = try await work.database.read { connection in
            try Projects.find(project, for: member, in: connection).labelConfig
        }
        let schema = (try? LabelConfig(parsing: config)).map { ExportSchema($0) } ?? ExportSchema(controls: [])
        await work.blobGate.enter()
        defer { work.blobGate.leave() }
        let source = try await work.blobs.open(blob, range: nil)
        let about = ExportAbout(moment: Int64(snapshot.createdAt))
        let stored = try await work.blobs.put(
            ConvertedBytes(
                source: source, format: format, schema: schema, about: about,
                imaging: ImagingExport(work, organization: member.organization)
            ), limit: nil
        )
        let now = work.clock.now()
        try await work.database.write { connection in
            try connection.execute(
                """
                INSERT INTO export_conversion (snapshot_id, format, state, blob, size)
                VALUES (\(id), \(format.name), 'completed', \(stored.id.hex), \(stored.size))
                ON CONFLICT (snapshot_id, format) DO UPDATE
                SET state = 'completed', blob = excluded.blob, size = excluded.size
                """
            )
            try EventLog.append(
                Event("export.convert", .export, id, project: project, after: stored.id.hex), by: member, at: now,
                in: connection
            )
        }
        let after = try await self.snapshot(id, of: project, for: member)
        guard let conversion = after.conversions.first(where: { $0.format == format.name }) else {
            throw Refusal.missing("ConvertedFormat")
        }
        return conversion
    }

    /// The bytes of a snapshot in a format it was converted to, or as it was made.
    package func open(
        _ id: Int, of project: Int, as format: ExportFormat, by member: Member
    ) async throws -> (bytes: BlobBytes, snapshot: ExportSnapshot) {
        let snapshot = try await snapshot(id, of: project, for: member)
        let blob =
            format == .json ? snapshot.blob : snapshot.conversions.first { $0.format == format.name }?.blob
        guard let blob else { throw Refusal(.notFound, "The snapshot was not converted to \(format.name).") }
        // Data that leave the house leave a trace, as with an export that is streamed.
        let now = work.clock.now()
        try await work.database.write { connection in
            try EventLog.append(
                Event("export.download", .export, id, project: project, after: blob.hex), by: member, at: now,
                in: connection
            )
        }
        return (try await work.blobs.open(blob, range: nil), snapshot)
    }
}
