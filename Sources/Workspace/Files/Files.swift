package import Storage

/// The files of projects: the bytes in the blob store, the names in the database.
package struct Files: Sendable {
    let work: Work

    package init(_ work: Work) { self.work = work }

    /// Stores a file; the bytes first, so that no name ever lacks them.
    package func add(
        _ chunks: FileChunks, named name: String, to project: Int, limit: Int? = nil, by member: Member
    ) async throws -> FileUpload {
        try member.require(.manageProjects)
        _ = try await work.database.read { connection in
            try Projects.find(project, for: member, in: connection)
        }
        await work.blobGate.enter()
        defer { work.blobGate.leave() }
        let blob: StoredBlob
        do {
            blob = try await work.blobs.put(CheckedChunks(chunks: chunks, name: FileUpload.plain(name)), limit: limit)
        } catch BlobError.tooLarge(let limit) {
            throw Refusal(.tooLarge, "\(FileUpload.plain(name)): the file is larger than \(limit) bytes.")
        }
        let now = work.clock.now()
        let prefix = String(work.newName().filter(\.isHexDigit).prefix(8))
        let stored = prefix + "-" + FileUpload.plain(name)
        return try await work.database.write { connection in
            let id = try connection.integer(
                """
                INSERT INTO file_upload (project_id, user_id, name, blob, size, created_at)
                VALUES (\(project), \(member.id), \(stored), \(blob.id.hex), \(blob.size), \(now)) RETURNING id
                """
            )
            try EventLog.append(
                Event("file.create", .file, id, project: project, after: blob.id.hex), by: member, at: now,
                in: connection
            )
            return try Self.find(id, for: member, in: connection)
        }
    }

    package func file(_ id: Int, for member: Member) async throws -> FileUpload {
        try member.require(.seeAllWork)
        return try await work.database.read { connection in try Self.find(id, for: member, in: connection) }
    }

    /// The file that stands behind `/data/upload/<project>/<name>`.
    package func file(named name: String, of project: Int, for member: Member) async throws -> FileUpload {
        try await work.database.read { connection in
            _ = try Projects.find(project, for: member, in: connection)
            let id = try connection.optionalInteger(
                "SELECT id FROM file_upload WHERE name = \(name) AND project_id = \(project)"
            )
            guard let id else { throw Refusal.missing("FileUpload") }
            return try Self.find(id, for: member, in: connection)
        }
    }

    package func list(of project: Int, ids: [Int]? = nil, for member: Member) async throws -> [FileUpload] {
        // A file may be a whole import: its name is for whoever may see all tasks, others know that of their task's.
        try member.require(.seeAllWork)
        return try await work.database.read { connection in
            _ = try Projects.find(project, for: member, in: connection)
            let files = try connection.query(
                """
                SELECT \(raw: FileUpload.selection) FROM file_upload WHERE project_id = \(project) ORDER BY id
                """
            ).compactMap { row in
                var cells = Cells(row)
                return FileUpload(&cells)
            }
            return files.filter { ids?.contains($0.id) ?? true }
        }
    }

    /// The bytes of a file, or of a part of it.
    package func open(_ file: FileUpload, range: Range<Int>? = nil) async throws -> BlobBytes {
        do {
            return try await work.blobs.open(file.blob, range: range)
        } catch BlobError.missing {
            throw Refusal.missing("FileUpload")
        }
    }

    /// Gives a file another name.
    package func rename(_ id: Int, to name: String, by member: Member) async throws -> FileUpload {
        try member.require(.manageProjects)
        let now = work.clock.now()
        return try await work.database.write { connection in
            let file = try Self.find(id, for: member, in: connection)
            let renamed = file.name.prefix(9) + FileUpload.plain(name)
            try connection.execute("UPDATE file_upload SET name = \(String(renamed)) WHERE id = \(id)")
            try EventLog.append(
                Event(
                    "file.rename", .file, id, project: file.project, before: EventLog.hash(file.name),
                    after: EventLog.hash(String(renamed))
                ),
                by: member, at: now, in: connection
            )
            return try Self.find(id, for: member, in: connection)
        }
    }

    /// Takes files out of a project. Bytes that nothing names any more go with the next sweep.
    package func delete(_ ids: [Int], of project: Int, by member: Member) async throws {
        try member.require(.manageProjects)
        let now = work.clock.now()
        try await work.database.write { connection in
            _ = try Projects.find(project, for: member, in: connection)
            let rows = try connection.query(
                """
                SELECT id, blob FROM file_upload WHERE project_id = \(project) AND id IN (\(list: ids))
                """
            )
            for row in rows {
                let id = row.int("id")
                try connection.execute("UPDATE task SET file_upload_id = NULL WHERE file_upload_id = \(id)")
                try connection.execute("DELETE FROM file_upload WHERE id = \(id)")
                try EventLog.append(
                    Event("file.delete", .file, id, project: project, before: row.string("blob")), by: member,
                    at: now, in: connection
                )
            }
        }
    }

    /// Removes the blobs that no row names, as far as nobody is bringing any at the moment.
    func sweep() async throws {
        // Another server's uploads cannot be seen from here.
        guard work.database.dialect == .sqlite else { return }
        var last: BlobID?
        while true {
            let blobs = try await work.blobs.list(after: last, limit: 500)
            guard let end = blobs.last else { return }
            last = end
            guard work.blobGate.close() else { return }
            defer { work.blobGate.open() }
            let used = try await Self.used(blobs, work.database)
            for blob in blobs where !used.contains(blob.hex) { try await work.blobs.delete(blob) }
        }
    }

    private static func used(_ blobs: [BlobID], _ database: any SQLDatabase) async throws -> Set<String> {
        try await database.read { connection in
            let names = blobs.map(\.hex)
            let rows = try connection.query(
                """
                SELECT blob FROM file_upload WHERE blob IN (\(list: names))
                UNION SELECT blob FROM export_snapshot WHERE blob IN (\(list: names))
                UNION SELECT blob FROM export_conversion WHERE blob IN (\(list: names))
                UNION SELECT blob FROM imaging_instance WHERE blob IN (\(list: names))
                UNION SELECT base AS blob FROM mask WHERE base IN (\(list: names))
                UNION SELECT blob FROM mask_state WHERE blob IN (\(list: names))
                UNION SELECT blob FROM dicom_object WHERE blob IN (\(list: names))
                """
            )
            return Set(rows.map { $0.string("blob") })
        }
    }

    static func find(_ id: Int, for member: Member, in connection: any SQLConnection) throws -> FileUpload {
        let row = try connection.first(
            """
            SELECT \(raw: FileUpload.selection) FROM file_upload
            JOIN project ON project.id = file_upload.project_id
            WHERE file_upload.id = \(id) AND project.organization_id = \(member.organization)
            """
        )
        guard let row else { throw Refusal.missing("FileUpload") }
        var cells = Cells(row)
        guard let file = FileUpload(&cells) else { throw Refusal.missing("FileUpload") }
        return file
    }
}
