import Foundation
import Hummingbird
import JSON
import Storage
import Terminology
import Workspace

/// `/api/terminology/releases`: which code systems are here, in which versions; loading, choosing and deleting them.
struct ReleaseController {
    let services: Services

    private var terminologies: Terminologies { Terminologies(services.work) }
    private var jobs: TerminologyJobs { TerminologyJobs(services.work, services.jobs) }

    var endpoints: RouteCollection<MemberContext> {
        RouteCollection(context: MemberContext.self)
            .get(use: list)
            .post(use: load)
            .patch(":id", use: change)
            .delete(":id", use: delete)
    }

    @Sendable func list(_ request: Request, context: MemberContext) async throws -> Response {
        let records = try await terminologies.records(for: context.member)
        let loading = try await jobs.loading(for: context.member)
        let now = services.clock.now()
        return .json { writer in
            writer.object { writer in
                writer.member("releases", array: { writer in for record in records { writer.release(record) } })
                writer.member(
                    "loading",
                    array: { writer in
                        for (job, order) in loading { writer.loading(job, order, now: now) }
                    })
            }
        }
    }

    /// Files of a release, one or a folder of them, with `key`, `title`, `version`, `day`, `vocabularies`, `make_default`.
    @Sendable func load(_ request: Request, context: MemberContext) async throws -> Response {
        try context.member.require(.manageProjects)
        return try await request.withUpload(settings: services.settings) { upload in
            let fields = upload.fields
            var wish = ReleaseWish()
            wish.request.key = try fields.string("key").flatMap(Self.text)
            wish.request.title = try fields.string("title").flatMap(Self.text)
            wish.request.version = try fields.string("version").flatMap(Self.text)
            wish.request.day = try Self.day(fields)
            wish.request.vocabularies = try Self.words(fields, "vocabularies")
            wish.becomesDefault = try fields.boolean("make_default") ?? false
            return try await ReleaseUpload(services: services).enqueue(upload, wish, by: context.member)
        }
    }

    private static func text(_ text: String) -> String? {
        let text = text.trimmed
        return text.isEmpty ? nil : text
    }

    /// YYYYMMDD, also written with hyphens.
    private static func day(_ fields: Fields) throws -> UInt32? {
        guard let text = try fields.string("day").flatMap(text) else { return nil }
        guard let day = UInt32(text.filter { $0 != "-" }), (19_000_101...29_991_231).contains(day) else {
            throw Refusal.invalid(.init("day", "A day is written 20260131 or 2026-01-31."))
        }
        return day
    }

    private static func words(_ fields: Fields, _ name: String) throws -> [String] {
        let texts: [String]
        if let list = fields[name]?.array {
            texts = list.compactMap(\.string)
        } else {
            texts = [try fields.string(name) ?? ""]
        }
        return texts.flatMap { $0.split(separator: ",") }.map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    @Sendable func change(_ request: Request, context: MemberContext) async throws -> Response {
        let id = try context.id(of: "Release")
        let fields = try await request.fields()
        guard try fields.boolean("is_default") == true else {
            throw Refusal.invalid(
                .init("is_default", "What can be changed is which version is the default: send true."))
        }
        try await terminologies.makeDefault(id, by: context.member)
        return try await answer(id, context)
    }

    @Sendable func delete(_ request: Request, context: MemberContext) async throws -> Response {
        try await terminologies.delete(context.id(of: "Release"), by: context.member)
        return .noContent
    }

    private func answer(_ id: Int, _ context: MemberContext) async throws -> Response {
        guard let record = try await terminologies.records(for: context.member).first(where: { $0.release.id == id })
        else { throw Refusal.missing("Release") }
        return .json { $0.release(record) }
    }
}

/// Takes the files of an upload to where a job reads them.
struct ReleaseUpload {
    let services: Services

    func enqueue(_ upload: Upload, _ wish: ReleaseWish, by member: Member) async throws -> Response {
        guard !upload.files.isEmpty else {
            throw Refusal.invalid(.init("file", "Send the files of a release: an archive, or the files of its folder."))
        }
        let staging = try Terminologies(services.work).stage(by: member)
        do {
            var taken: Set<String> = []
            for file in upload.files {
                let name = Self.name(of: file, among: &taken)
                let target = staging.files + "/" + name
                let folder = target.split(separator: "/", omittingEmptySubsequences: false).dropLast()
                try FileManager.default.createDirectory(
                    atPath: folder.joined(separator: "/"), withIntermediateDirectories: true)
                // Both lie in the data folder: no byte is copied.
                guard rename(file.path, target) == 0 else { throw SpoolError(code: errno) }
            }
            let first = upload.files[0]
            let folder = first.nameWithFolders.split(separator: "/").first.map(String.init) ?? first.name
            let name = upload.files.count == 1 ? first.name : folder
            let job = try await TerminologyJobs(services.work, services.jobs)
                .enqueueLoad(wish, of: staging, named: name, by: member)
            return .json(.created) { $0.object { $0.member("job", job.id) } }
        } catch {
            staging.remove()
            throw error
        }
    }

    /// A name of its own for each file; what is read of it is its ending and the folders it came in.
    private static func name(of file: UploadedFile, among taken: inout Set<String>) -> String {
        let name = file.nameWithFolders.isEmpty ? "release" : String(file.nameWithFolders.prefix(1000))
        var candidate = name
        var number = 2
        while !taken.insert(candidate).inserted {
            candidate = "\(number)-" + (name.split(separator: "/").last.map(String.init) ?? name)
            number += 1
        }
        return candidate
    }
}

extension JSONWriter {
    fileprivate mutating func loading(_ job: Job, _ order: TerminologyJobs.LoadOrder, now: Int) {
        object { writer in
            writer.member("job", job.id)
            writer.member("name", order.name)
            writer.member("key", order.wish.request.key)
            writer.member("state", job.state.rawValue)
            writer.member("step", job.progress.message)
            writer.member("done", job.progress.done)
            writer.member("whole", job.progress.total)
            let seconds = Double(now - job.createdAt) / 1e6
            let step = ImportStep(rawValue: job.progress.message)
            writer.member(
                "fraction",
                step.map { LoadProgress.fraction($0, done: job.progress.done, whole: job.progress.total) } ?? 0)
            writer.member(
                "eta_seconds",
                step.flatMap {
                    LoadProgress.secondsLeft($0, done: job.progress.done, whole: job.progress.total, after: seconds)
                })
        }
    }

    /// A release as the list of them shows it.
    mutating func release(_ record: ReleaseRecord) {
        let release = record.release
        object { writer in
            writer.member("id", release.id)
            writer.member("key", release.key)
            writer.member("title", release.title)
            writer.member("version", release.version)
            writer.member("version_uri", release.versionURI)
            writer.member("uri", release.uri)
            writer.member("is_default", record.isDefault)
            writer.member("project", release.project)
            var index: TerminologyIndex?
            switch record.index {
            case .success(let opened):
                index = opened
                writer.member("state", "ready")
                writer.member("reason", String?.none)
            case .failure(let broken):
                writer.member("state", "broken")
                writer.member("reason", broken.reason)
            }
            writer.member("concepts", release.concepts)
            writer.member("active", release.active)
            writer.member("descriptions", release.descriptions)
            writer.member("bytes", release.size)
            writer.member("dialects", array: { writer in writer.dialects(of: index) })
            writer.member(
                "tags", array: { writer in for tag in index?.tags ?? [] where !tag.isEmpty { writer.value(tag) } })
            writer.key("licence")
            writer.licence(release.licence)
            writer.member(
                "sources",
                array: { writer in
                    for source in release.sources {
                        writer.object { writer in
                            writer.member("name", source.name)
                            writer.member("rows", source.rows)
                        }
                    }
                })
            writer.member("loaded_at", ISOTime.text(release.loadedAt))
            writer.key("loaded_by")
            if let author = record.loadedBy { writer.object { $0.author(author) } } else { writer.null() }
            writer.member("problems", release.problemCount)
            writer.key("first_problems")
            writer.problems(release.problems)
            writer.member(
                "projects",
                array: { writer in
                    for project in record.projects {
                        writer.object { writer in
                            writer.member("id", project.id)
                            writer.member("title", project.title)
                            writer.member("pinned", project.isPinned)
                        }
                    }
                })
        }
    }

    private mutating func dialects(of index: TerminologyIndex?) {
        for (number, dialect) in (index?.dialects ?? []).enumerated() {
            object { writer in
                writer.member("index", number)
                writer.member("tag", dialect.tag)
                writer.member("code", dialect.code)
            }
        }
    }

    /// Terms of use in short.
    mutating func licence(_ licence: Licence) {
        object { writer in
            writer.member("title", licence.title)
            writer.member("summary", licence.summary)
            writer.member("notice", licence.notice)
            writer.member("redistributable", licence.isRedistributable)
        }
    }
}
