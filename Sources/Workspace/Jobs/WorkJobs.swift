import JSON
package import Storage

/// What is done in the background: imports, and making the frames of new series.
///
/// A job's payload holds ids only, and the person on whose behalf it runs; rights are looked at when it is asked for,
/// and the role again when it runs.
package struct WorkJobs: Sendable {
    package static let importKind = "import"
    package static let framesKind = "imaging.frames"
    package static let volumeKind = "demo.volume"

    private let work: Work
    private let store: JobStore

    package init(_ work: Work, _ store: JobStore) {
        self.work = work
        self.store = store
    }

    /// Enqueues an import of uploads that are stored.
    package func enqueueImport(
        _ request: ImportRequest, uploads: [Int], by member: Member
    ) async throws -> Job {
        try member.require(.manageProjects)
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("uploads", array: { writer in for id in uploads { writer.value(id) } })
            writer.member(
                "fields",
                array: { writer in
                    for field in request.predictionFields { writer.value(field) }
                })
            writer.member("encoding", request.encoding)
            writer.member("lists", request.filesAreTaskLists)
            writer.member("labels", request.labelsBecome.rawValue)
            writer.member("organization", member.organization)
        }
        return try await store.enqueue(
            Self.importKind, payload: writer.text, project: request.project, user: member.id
        )
    }

    /// The handlers, by kind, for a ``JobRunner``.
    package var handlers: [String: JobRunner.Handler] {
        [
            Self.importKind: { context in try await runImport(context) },
            Self.framesKind: { context in try await makeFrames(context) },
            Self.volumeKind: { context in try await makeVolume(context) },
        ]
    }

    private func makeVolume(_ context: JobContext) async throws -> String? {
        let payload = (try? JSONValue(parsing: context.job.payload)) ?? .null
        do {
            let member = try await member(context.job, organization: payload["organization"]?.integer)
            try await Demo(work).makeVolume(by: member)
            return nil
        } catch let error as any DomainError {
            throw JobFailure(json: Self.failure(error))
        }
    }

    private func makeFrames(_ context: JobContext) async throws -> String? {
        let payload = (try? JSONValue(parsing: context.job.payload)) ?? .null
        let series = (payload["series"]?.array ?? []).compactMap(\.integer)
        do {
            try await FrameFill(work: work).run(series) { done, total in context.report(done: done, total: total) }
            return nil
        } catch let error as any DomainError {
            throw JobFailure(json: Self.failure(error))
        }
    }

    private func runImport(_ context: JobContext) async throws -> String? {
        let job = context.job
        let payload = (try? JSONValue(parsing: job.payload)) ?? .null
        do {
            let member = try await member(job, organization: payload["organization"]?.integer)
            var request = ImportRequest(project: job.project ?? 0)
            request.predictionFields = (payload["fields"]?.array ?? []).compactMap(\.string)
            request.encoding = payload["encoding"]?.string
            request.filesAreTaskLists = payload["lists"]?.boolean ?? true
            request.labelsBecome = payload["labels"]?.string.flatMap { .init(rawValue: $0) } ?? .predictions
            let imports = Imports(work)
            // A worker that was killed over this job has left a batch behind.
            if let left = job.checkpoint.flatMap({ Int($0) }) { try await imports.undoLeft(left) }
            let ids = (payload["uploads"]?.array ?? []).compactMap(\.integer)
            let files = try await Files(work).list(of: request.project, ids: ids, for: member)
            let report = try await imports.run(
                request, from: files.map { ImportSource($0) }, by: member,
                began: { batch in try await context.checkpoint(String(batch)) },
                progress: { done in
                    context.report(done: done, total: 0)
                    try Task.checkCancellation()
                }
            )
            context.report(done: report.tasks, total: report.tasks)
            return report.json(uploads: ids)
        } catch let error as any DomainError {
            throw JobFailure(json: Self.failure(error))
        }
    }

    private func member(_ job: Job, organization: Int?) async throws -> Member {
        let row = try await work.database.read { connection in
            try connection.first(
                """
                SELECT person.email, membership.role FROM person JOIN membership ON membership.person = person.id
                WHERE person.id = \(job.user) AND membership.organization = \(organization)
                """
            )
        }
        guard let row, let role = Role(rawValue: row.string("role")), let user = job.user, let organization else {
            throw Refusal.forbidden
        }
        return Member(
            id: user, organization: organization, role: role, email: row.string("email"), origin: Origin(.job)
        )
    }

    private static func failure(_ error: any DomainError) -> String {
        let refusal = error.refusal
        let fault = error as? ImportFault
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("message", refusal.faults.first?.messages.first ?? refusal.detail)
            if let fault {
                writer.member("file", fault.file)
                writer.member("line", fault.line)
                writer.member("task", fault.record)
            }
        }
        return writer.text
    }
}

extension ImportReport {
    /// The report in Label Studio's members.
    package func json(uploads: [Int]? = nil, withIDs: Bool = false, isCommitted: Bool = true) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("task_count", tasks)
            writer.member("annotation_count", isCommitted ? annotations : nil)
            writer.member("prediction_count", isCommitted ? predictions : nil)
            writer.member("duration", duration)
            writer.member(
                "file_upload_ids",
                array: { writer in
                    for id in uploads ?? self.uploads { writer.value(id) }
                })
            writer.member("could_be_tasks_list", couldBeTasksList)
            if formats.isEmpty {
                writer.member("found_formats", array: { _ in })
            } else {
                writer.member(
                    "found_formats",
                    object: { writer in
                        for (ending, count) in formats.sorted(by: { $0.key < $1.key }) { writer.member(ending, count) }
                    })
            }
            writer.member(
                "data_columns",
                array: { writer in
                    for column in dataColumns { writer.value(column) }
                })
            if let batch { writer.member("import", batch) }
            if let images { writer.member("images", object: { $0.images(images) }) }
            if withIDs {
                writer.member("task_ids", array: { writer in for id in taskIDs { writer.value(id) } })
            }
        }
        return writer.text
    }
}

extension JSONWriter {
    fileprivate mutating func images(_ images: ImportReport.Images) {
        member("files", images.files)
        member("duplicates", images.duplicates)
        member("passed_over", images.passedOver)
        member("label_files", images.labels)
        member(
            "refused",
            array: { writer in
                for file in images.refused {
                    writer.object { writer in
                        writer.member("file", file.file)
                        writer.member("reason", file.reason)
                    }
                }
            })
        member(
            "series",
            array: { writer in
                for series in images.series {
                    writer.object { writer in
                        writer.member("id", series.id)
                        writer.member("frames", series.frames)
                        writer.member("version", series.version)
                        writer.member("is_new", series.isNew)
                        writer.member("has_new_task", series.hasNewTask)
                        writer.member("problems", array: { writer in for one in series.problems { writer.value(one) } })
                    }
                }
            })
    }
}
