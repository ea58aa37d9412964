import Storage

extension Annotations {
    /// Takes an annotation back: its result becomes a draft of the member, and the annotation goes.
    package func convertToDraft(_ id: Int, by member: Member) async throws -> Drafts.Record {
        try member.require(.annotate)
        let now = work.clock.now()
        return try await work.database.write { connection in
            guard let annotation = try Annotation.find(id, in: connection) else {
                throw Refusal.missing("Annotation")
            }
            var task = try Self.scope(of: annotation, for: member, in: connection)
            if annotation.completedBy != member.id { try member.require(.review) }
            try Self.remove(annotation, of: &task, as: "converted", by: member, at: now, in: connection)
            var draft = Draft(task: task.id, project: task.project, user: member.id, at: now)
            draft.leadTime = annotation.leadTime
            draft.outline = annotation.outline
            draft.result = annotation.result
            try draft.insert(in: connection)
            try EventLog.append(
                Event(
                    "annotation.convert", .annotation, id, project: task.project, before: annotation.fingerprint,
                    after: EventLog.hash(draft.result)
                ),
                by: member, at: now, in: connection
            )
            return try Drafts.record(draft, in: connection)
        }
    }
}
