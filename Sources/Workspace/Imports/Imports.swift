import Exchange
import Storage

/// Taking tasks into projects, all of an import or nothing of it.
///
/// Tasks are inserted in small transactions while the rest is still being read, as parts of a batch that nobody sees.
/// The last transaction makes the batch complete and counts it in. An import that fails is undone, one that was
/// killed at the next start.
package struct Imports: Sendable {
    let work: Work

    package init(_ work: Work) { self.work = work }

    /// Runs an import from its sources.
    ///
    /// - Parameters:
    ///   - began: gets the batch's id before anything is stored in it.
    ///   - progress: gets the number of tasks so far.
    package func run(
        _ request: ImportRequest, from sources: [ImportSource], by member: Member,
        began: @Sendable (_ batch: Int) async throws -> Void = { _ in },
        progress: @escaping @Sendable (Int) async throws -> Void = { _ in }
    ) async throws -> ImportReport {
        try member.require(.manageProjects)
        let start = ContinuousClock.now
        let now = work.clock.now()
        let (project, people) = try await work.database.read { connection in
            (
                try Projects.find(request.project, for: member, in: connection),
                try ImportPeople(of: member.organization, in: connection)
            )
        }
        let batch = request.commits ? try await begin(request, by: member, at: now) : 0
        var pass = ImportPass(
            work: work, request: request, project: project, member: member, people: people, batch: batch, now: now
        )
        let sorted = try await sort(sources, into: project, batch)
        // States of masks that no row names yet may not be swept away.
        let storesMasks = pass.folding != nil
        if storesMasks { await work.blobGate.enter() }
        defer { if storesMasks { work.blobGate.leave() } }
        defer { sorted.removeFolder() }
        do {
            if request.commits { try await began(batch) }
            for source in sorted.plain { try await pass.read(source, progress: progress) }
            try await pass.read(images: sorted, progress: progress)
            var report = try await pass.finish()
            report.batch = request.commits ? batch : nil
            report.duration = Self.seconds(since: start)
            guard request.commits else { return report }
            // Labels alone: if all of them are refused, the import is.
            let isOnlyLabels = report.tasks == 0 && !pass.documents.isEmpty && pass.labelFiles.isEmpty
            if isOnlyLabels {
                await addLabels(of: pass, to: &report)
                if report.images?.labels == 0, report.images?.series.isEmpty ?? true {
                    throw Refusal.allRefused(report.images?.refused ?? [])
                }
            }
            try await complete(batch, pass, report)
            if !isOnlyLabels { await addLabels(of: pass, to: &report) }
            return report
        } catch {
            await pass.abandon()
            if request.commits { try await undo(batch, because: error) }
            throw (error as? ImportError).map(ImportFault.init) ?? error
        }
    }

    /// Puts labels that came as files onto the tasks of their series, which are there now. One that fits nowhere is named
    /// among the refused.
    private func addLabels(of pass: ImportPass, to report: inout ImportReport) async {
        guard !pass.labelFiles.isEmpty || !pass.documents.isEmpty else { return }
        let labels = ImageLabels(work: work, project: pass.project, member: pass.member, request: pass.request)
        for file in pass.labelFiles {
            await note(file.name, pass.request, &report) { try await labels.add(file) }
        }
        for document in pass.documents {
            await note(document.name, pass.request, &report) { try await labels.add(document) }
        }
    }

    /// Counts what came of a file of labels, or names it among the refused.
    private func note(
        _ name: String, _ request: ImportRequest, _ report: inout ImportReport, _ add: () async throws -> Int
    ) async {
        do {
            let count = try await add()
            report.images?.labels += 1
            switch request.labelsBecome {
            case .predictions: report.predictions += count
            case .annotations: report.annotations += count
            }
        } catch {
            let reason = (error as? any DomainError)?.refusal
            report.images?.refused.append(
                .init(
                    file: name.isEmpty ? "the request's body" : name,
                    reason: reason?.faults.first?.messages.first ?? reason?.detail
                        ?? "its labels could not be stored"
                )
            )
        }
    }

    /// Tells images apart from lists of tasks; an import that was begun is given up when that fails.
    private func sort(_ sources: [ImportSource], into project: Project, _ batch: Int) async throws -> SortedSources {
        do {
            return try await SortedSources(sources, into: project, work)
        } catch {
            if batch > 0 { try await undo(batch, because: error) }
            throw error
        }
    }

    static func seconds(since start: ContinuousClock.Instant) -> Double {
        let duration = start.duration(to: .now).components
        return Double(duration.seconds) + Double(duration.attoseconds) / 1e18
    }

    private func begin(_ request: ImportRequest, by member: Member, at now: Int) async throws -> Int {
        try await work.database.write { connection in
            try connection.integer(
                """
                INSERT INTO import_batch (project_id, user_id, state, request, created_at, updated_at)
                VALUES (\(request.project), \(member.id), 'in_progress', '{}', \(now), \(now)) RETURNING id
                """
            )
        }
    }

    private func complete(_ batch: Int, _ pass: ImportPass, _ report: ImportReport) async throws {
        let now = work.clock.now()
        let project = pass.project
        let tally = pass.tally
        let columns = pass.columns
        let labels = pass.labels
        let draftLabels = pass.draftLabels
        let modelVersion = pass.modelVersion
        let member = pass.member
        let newSeries = work.imaging?.pool == nil ? [] : pass.newSeries
        try await work.database.write { connection in
            if !newSeries.isEmpty {
                let payload = #"{"series":[\#(newSeries.map(String.init).joined(separator: ","))]}"#
                _ = try JobStore.enqueue(
                    WorkJobs.framesKind, payload: payload, project: project.id, user: member.id, now: now,
                    on: connection
                )
            }
            _ = try Projects.find(project.id, for: member, in: connection)
            try connection.execute(
                """
                UPDATE import_batch SET state = 'completed', tasks = \(report.tasks),
                    annotations = \(report.annotations), predictions = \(report.predictions), updated_at = \(now),
                    finished_at = \(now) WHERE id = \(batch)
                """
            )
            try columns.store(project.id, in: connection)
            try LabelUses.add(labels, from: .annotations, to: project.id, at: now, in: connection)
            try LabelUses.add(draftLabels, from: .drafts, to: project.id, in: connection)
            try ProjectTally.add(tally, to: project.id, in: connection)
            try connection.execute(
                "UPDATE project_tally SET tasks_version = tasks_version + 1 WHERE project_id = \(project.id)"
            )
            if let modelVersion { try Predictions.adopt(modelVersion, by: project.id, in: connection) }
            if project.overlapCohortPercentage < 100, project.maximumAnnotations > 1 {
                try OverlapRule(project).rearrange(in: connection)
            }
            try EventLog.append(
                Event("import.complete", .import, batch, project: project.id, count: report.tasks), by: member,
                at: now, in: connection
            )
        }
    }

    /// Imports uploads anew: what came of them before is replaced, once the new tasks are in.
    package func reimport(
        _ request: ImportRequest, from uploads: [FileUpload], by member: Member
    ) async throws -> ImportReport {
        let ids = uploads.map(\.id)
        let old = try await work.database.read { connection in
            try connection.query("SELECT id FROM task WHERE file_upload_id IN (\(list: ids))").map { $0.int("id") }
        }
        let report = try await run(request, from: uploads.map { ImportSource($0) }, by: member)
        let now = work.clock.now()
        for start in stride(from: 0, to: old.count, by: 500) {
            let part = Array(old[start..<min(start + 500, old.count)])
            try await work.database.write { connection in
                let count = try TaskRemoval.remove(part, of: request.project, in: connection)
                try EventLog.append(
                    Event("task.delete", .task, project: request.project, count: count), by: member, at: now,
                    in: connection
                )
            }
        }
        return report
    }

    // MARK: Taking back

    /// Gives an import up: from here on nothing of it can ever be seen. Then removes what it has stored; nothing of it
    /// was counted yet, so there is nothing to count back.
    private func undo(_ batch: Int, because error: any Error) async throws {
        let reason = (error as? any DomainError)?.refusal.detail ?? String(describing: type(of: error))
        let now = work.clock.now()
        try await work.database.write { connection in
            try connection.execute(
                """
                UPDATE import_batch SET state = 'failed', error = \(reason), updated_at = \(now),
                    finished_at = \(now) WHERE id = \(batch)
                """
            )
        }
        try await remove(batch)
    }

    private func remove(_ batch: Int) async throws {
        while try await work.database.write({ connection in
            guard let row = try connection.first("SELECT project_id, first_task FROM import_batch WHERE id = \(batch)"),
                let first = row.optionalInt("first_task")
            else { return false }
            let project = row.int("project_id")
            let ids = try connection.query(
                """
                SELECT id FROM task WHERE project_id = \(project) AND id >= \(first) AND batch_id = \(batch)
                ORDER BY id LIMIT 2000
                """
            ).map { $0.int("id") }
            try connection.execute("DELETE FROM task WHERE id IN (\(list: ids))")
            guard ids.isEmpty else { return true }
            try connection.execute("UPDATE import_batch SET first_task = NULL WHERE id = \(batch)")
            try connection.execute(
                """
                UPDATE project_tally SET last_inner_id = (
                    SELECT coalesce(max(inner_id), 0) FROM task WHERE project_id = \(project)
                ) WHERE project_id = \(project)
                """
            )
            return false
        }) {}
    }

    /// Removes what is left of imports that were given up.
    func removeFailed() async throws {
        let failed = try await work.database.read { connection in
            try connection.query(
                "SELECT id FROM import_batch WHERE first_task IS NOT NULL AND state = 'failed'"
            ).map { $0.int("id") }
        }
        for batch in failed { try await remove(batch) }
    }

    /// Undoes what a killed worker left of an import, unless it was complete.
    package func undoLeft(_ batch: Int) async throws {
        let isOpen = try await work.database.read { connection in
            try connection.optionalInteger(
                "SELECT id FROM import_batch WHERE id = \(batch) AND state IN ('created', 'in_progress')"
            ) != nil
        }
        guard isOpen else { return }
        try await undo(batch, because: Refusal(.unavailable, "The server stopped before the import was complete."))
    }

    /// What is known of an import.
    package func record(_ batch: Int, of project: Int, for member: Member) async throws -> ImportRecord {
        try member.require(.seeAllWork)
        return try await work.database.read { connection in
            _ = try Projects.find(project, for: member, in: connection)
            let row = try connection.first(
                "SELECT * FROM import_batch WHERE id = \(batch) AND project_id = \(project)"
            )
            guard let row else { throw Refusal.missing("ProjectImport") }
            return ImportRecord(row)
        }
    }

    /// Gives the imports up that a kill cut off; at the start, before any is begun.
    func giveUpAbandoned() async throws {
        // SQLite has one server; on PostgreSQL another may be at it, and then has stored something lately.
        let now = work.clock.now()
        let quiet = now - (work.database.dialect == .postgres ? 120_000_000 : 0)
        let reason = "The server stopped before the import was complete."
        try await work.database.write { connection in
            try connection.execute(
                """
                UPDATE import_batch SET state = 'failed', error = \(reason), updated_at = \(now),
                    finished_at = \(now)
                WHERE state IN ('created', 'in_progress') AND updated_at <= \(quiet)
                """
            )
        }
    }
}
