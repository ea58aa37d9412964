import Storage

extension Projects {
    /// Counts anew how often the annotations and drafts of a project use each control, label and code.
    package func recountLabels(of id: Int, by member: Member) async throws {
        try member.require(.manageProjects)
        let now = work.clock.now()
        try await work.database.write { connection in
            let project = try Self.find(id, for: member, in: connection, lock: true)
            try connection.execute("DELETE FROM control_use WHERE project_id = \(id)")
            try connection.execute("DELETE FROM label_use WHERE project_id = \(id)")
            try connection.execute("DELETE FROM code_use WHERE project_id = \(id)")
            try CodeUses.nameAll(of: project, in: connection)
            for (table, source) in [("annotation", LabelUses.Source.annotations), ("draft", .drafts)] {
                var outline = ResultOutline()
                try connection.forEach(
                    "SELECT labels FROM \(raw: table) WHERE project_id = \(id) AND labels <> '{}'"
                ) { row in
                    var cells = Cells(row)
                    outline.add(ResultOutline(stored: cells.text()))
                }
                try LabelUses.add(outline, from: source, to: id, in: connection)
            }
            try CodeUses.dateAll(of: id, in: connection)
            try EventLog.append(
                Event("project.recount", .project, id, project: id, after: project.fingerprint), by: member, at: now,
                in: connection
            )
        }
    }
}
