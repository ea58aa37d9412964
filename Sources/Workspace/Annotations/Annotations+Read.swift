import Storage

extension Annotations {
    package func annotation(_ id: Int, for member: Member) async throws -> AnnotationPage {
        try await work.database.read { connection in
            guard let annotation = try Annotation.find(id, in: connection) else {
                throw Refusal.missing("Annotation")
            }
            do {
                _ = try TaskScope(annotation.task, for: member, in: connection, lock: false)
            } catch let refusal as Refusal where refusal.kind == .notFound {
                throw Refusal.missing("Annotation")
            }
            if annotation.completedBy != member.id { try member.require(.seeAllWork) }
            return try Self.page([annotation], in: connection)
        }
    }

    /// The annotations of a task that the member may see: their own, or all.
    package func list(ofTask task: Int, for member: Member) async throws -> AnnotationPage {
        try await work.database.read { connection in
            _ = try TaskScope(task, for: member, in: connection, lock: false)
            return try Self.page(try Self.of([task], visibleTo: member, in: connection), in: connection)
        }
    }

    static func of(
        _ tasks: [Int], visibleTo member: Member, in connection: any SQLConnection
    ) throws -> [Annotation] {
        let own: Query = member.role.may(.seeAllWork) ? "" : " AND annotation.completed_by = \(member.id)"
        return try connection.query(
            """
            SELECT \(raw: Annotation.selection) FROM annotation
            WHERE annotation.task_id IN (\(list: tasks))\(own) ORDER BY annotation.id
            """
        ).map { row in
            var cells = Cells(row)
            return Annotation(&cells)
        }
    }

    /// The states an annotation has had. Whoever may not see all work sees those of their own annotations.
    package func history(of id: Int, for member: Member) async throws -> AnnotationHistory {
        try await work.database.read { connection in
            let versions = try connection.query(
                "SELECT * FROM annotation_version WHERE annotation_id = \(id) ORDER BY version, id"
            ).map(AnnotationVersion.init)
            let present = try Annotation.find(id, in: connection)
            guard let task = present?.task ?? versions.last?.task else { throw Refusal.missing("Annotation") }
            _ = try TaskScope(task, for: member, in: connection, lock: false)
            if present?.completedBy != member.id { try member.require(.seeAllWork) }
            return AnnotationHistory(versions: versions, present: present)
        }
    }
}
