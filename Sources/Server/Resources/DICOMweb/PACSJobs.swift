import Exchange
import Foundation
import Imaging
import JSON
import Storage
import Workspace

/// What goes on between this server and an archive in the background.
struct PACSJobs: Sendable {
    static let retrieveKind = "pacs.retrieve"
    static let sendKind = "pacs.send"

    let services: Services

    /// A study, or one series of it.
    struct Wish: Sendable, Equatable {
        let study: String
        let series: String?

        init(study: JSONValue?, series: JSONValue?) throws {
            guard let uid = study?.string, DICOMUID.isValid(uid) else {
                throw Refusal.invalid(.init("study", "This is no UID."))
            }
            if let series, !series.isNull {
                guard let text = series.string, DICOMUID.isValid(text) else {
                    throw Refusal.invalid(.init("series", "This is no UID."))
                }
                self.series = text
            } else {
                self.series = nil
            }
            self.study = uid
        }

        var path: String { "/studies/\(study)" + (series.map { "/series/\($0)" } ?? "") }
    }

    func enqueueRetrieve(
        _ wishes: [Wish], from connection: PACSConnection, into project: Int, by member: Member
    ) async throws -> Job {
        try member.require(.manageProjects)
        _ = try await Projects(services.work).project(project, for: member)
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("pacs", connection.id)
            writer.member("organization", member.organization)
            writer.member(
                "wishes",
                array: { writer in
                    for wish in wishes {
                        writer.object { writer in
                            writer.member("study", wish.study)
                            writer.member("series", wish.series)
                        }
                    }
                })
        }
        return try await services.jobs.enqueue(
            Self.retrieveKind, payload: writer.text, project: project, user: member.id)
    }

    func enqueueSend(
        _ format: String, of project: Int, to connection: PACSConnection, by member: Member
    ) async throws -> Job {
        try member.require(.manageProjects)
        _ = try await Projects(services.work).project(project, for: member)
        guard let format = ExportFormat(rawValue: format.uppercased()), ResultObjects.formats.contains(format) else {
            let names = ResultObjects.formats.map(\.name).joined(separator: ", ")
            throw Refusal.invalid(.init("format", "What can be sent is \(names)."))
        }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("pacs", connection.id)
            writer.member("organization", member.organization)
            writer.member("format", format.rawValue)
        }
        return try await services.jobs.enqueue(Self.sendKind, payload: writer.text, project: project, user: member.id)
    }

    /// The handlers, by kind, for a ``JobRunner``.
    var handlers: [String: JobRunner.Handler] {
        [
            Self.retrieveKind: { context in try await run(context, retrieve) },
            Self.sendKind: { context in try await run(context, send) },
        ]
    }

    /// What a job needs to work with.
    private struct Bench: Sendable {
        let member: Member
        let client: PACSClient
        let payload: JSONValue
        let project: Int
        let folder: String
    }

    private func run(
        _ context: JobContext, _ body: (JobContext, Bench) async throws -> String
    ) async throws -> String? {
        let payload = (try? JSONValue(parsing: context.job.payload)) ?? .null
        let folder = services.settings.spoolFolder + "/pacs-" + services.work.newName()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            let member = try await services.work.member(
                ofJob: context.job.user, in: payload["organization"]?.integer)
            let connection = try await PACSConnections(services.work)
                .connection(payload["pacs"]?.integer ?? 0, for: member)
            let client = PACSClient(connection: connection, settings: services.settings)
            return try await body(
                context,
                Bench(
                    member: member, client: client, payload: payload, project: context.job.project ?? 0, folder: folder)
            )
        } catch let error as any DomainError {
            let refusal = error.refusal
            var writer = JSONWriter()
            writer.object { $0.member("message", refusal.faults.first?.messages.first ?? refusal.detail) }
            throw JobFailure(json: writer.text)
        }
    }

    // MARK: Fetching

    private func retrieve(_ context: JobContext, _ bench: Bench) async throws -> String {
        // A worker that was killed over this job has left a batch behind.
        let imports = Workspace.Imports(services.work)
        if let left = context.job.checkpoint.flatMap({ Int($0) }) { try await imports.undoLeft(left) }
        let wishes = try (bench.payload["wishes"]?.array ?? []).map {
            try Wish(study: $0["study"], series: $0["series"])
        }
        var series: [Wish] = []
        var total = 0
        for wish in wishes {
            let (found, count) = try await seriesOf(wish, bench.client)
            series += found
            total += count
        }
        var paths: [String] = []
        var missing: [String] = []
        for one in series {
            try Task.checkCancellation()
            let before = paths.count
            let whole = total
            do {
                paths += try await bench.client.retrieve(
                    one.path, to: bench.folder, limit: services.settings.maxUpload,
                    arrived: { context.report(done: before + $0, total: max(whole, before + $0)) })
            } catch let error as PACSError where error.isWorthAnotherWay {
                // The archive cannot give the series as a whole: what it can is fetched one by one.
                let (some, lost) = try await singly(one, bench)
                paths += some
                missing += lost
            }
            context.report(done: paths.count, total: max(total, paths.count))
        }
        let sources = paths.enumerated().map { index, path in
            ImportSource(name: "\(bench.client.connection.name)/\(index + 1).dcm", bytes: .file(path))
        }
        guard !sources.isEmpty else {
            throw Refusal(.notFound, "The archive “\(bench.client.connection.name)” has nothing of that name.")
        }
        let report = try await imports.run(
            ImportRequest(project: bench.project), from: sources, by: bench.member,
            began: { batch in try await context.checkpoint(String(batch)) },
            progress: { _ in try Task.checkCancellation() })
        context.report(done: paths.count, total: paths.count)
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("task_count", report.tasks)
            writer.member("instances", paths.count)
            writer.member("missing", array: { writer in for uid in missing { writer.value(uid) } })
            writer.member("import", raw: report.json())
        }
        return writer.text
    }

    /// The series of a wish and how many instances they have, as far as the archive says.
    private func seriesOf(_ wish: Wish, _ client: PACSClient) async throws -> ([Wish], Int) {
        var query: [(name: String, value: String)] = [("includefield", "NumberOfSeriesRelatedInstances")]
        if let series = wish.series { query.append(("SeriesInstanceUID", series)) }
        let found = try await client.search("/studies/\(wish.study)/series", query)
        let count = found.reduce(0) { $0 + ($1.integer(.numberOfSeriesRelatedInstances) ?? 0) }
        if wish.series != nil { return ([wish], count) }
        let series = try found.compactMap { item in
            try item.text(.seriesInstanceUID).map { try Wish(study: .string(wish.study), series: .string($0)) }
        }
        return (series, count)
    }

    /// The instances of a series one by one; those that cannot be had are named.
    private func singly(_ series: Wish, _ bench: Bench) async throws -> (paths: [String], missing: [String]) {
        var paths: [String] = []
        var missing: [String] = []
        for item in try await bench.client.search(series.path + "/instances", []) {
            try Task.checkCancellation()
            guard let sop = item.text(.sopInstanceUID), DICOMUID.isValid(sop) else { continue }
            do {
                paths += try await bench.client.retrieve(
                    series.path + "/instances/" + sop, to: bench.folder, limit: services.settings.maxUpload)
            } catch is PACSError {
                missing.append(sop)
            }
        }
        return (paths, missing)
    }

    // MARK: Sending

    private func send(_ context: JobContext, _ bench: Bench) async throws -> String {
        var request = ExportRequest(project: bench.project)
        request.format = ExportFormat(rawValue: bench.payload["format"]?.string ?? "") ?? .dicomSEG
        let paths = try await ResultObjects(services.work).write(request, to: bench.folder, by: bench.member)
        var stored = 0
        var failures: [Int?] = []
        for (index, path) in paths.enumerated() {
            try Task.checkCancellation()
            let answer = try await bench.client.store(path)
            if answer.isStored { stored += 1 } else { failures.append(answer.reason) }
            context.report(done: index + 1, total: paths.count)
        }
        let failed = failures
        guard failed.isEmpty || stored > 0 else {
            throw Refusal(
                .conflict, "The archive “\(bench.client.connection.name)” took none of \(paths.count) objects.")
        }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("objects", paths.count)
            writer.member("stored", stored)
            writer.member("failure_reasons", array: { writer in for reason in failed { writer.value(reason ?? 0) } })
        }
        return writer.text
    }
}
