import Dispatch
import Foundation
import Storage
package import Terminology

/// What is to be loaded, and how it is kept.
package struct ReleaseWish: Sendable {
    package var request = ReleaseRequest()
    /// Whether the release becomes the default of its key.
    package var becomesDefault = false
    /// The project whose own tree it is.
    package var project: Int?

    package init() {}
}

extension Terminologies {
    /// A folder for files that were sent, until a job has read them; let go of it when the job is enqueued.
    package func stage(by member: Member) throws -> StagingFolder {
        try member.require(.manageProjects)
        return try newStaging()
    }

    private func newStaging() throws -> StagingFolder {
        try StagingFolder(in: work.shelf().folder, name: work.newName())
    }

    /// Reads release files and puts what is in them on the shelf: all of it or nothing. What is there goes on being served.
    ///
    /// - Throws: `ImportFailure` with files and lines; a refusal; `CancellationError`.
    package func load(
        _ source: String, _ wish: ReleaseWish, by member: Member,
        progress: @escaping @Sendable (ImportStep, Int, Int) -> Void = { _, _, _ in }
    ) async throws -> [TerminologyRelease] {
        try member.require(.manageProjects)
        let shelf = try work.shelf()
        var request = wish.request
        if let project = wish.project {
            _ = try await Projects(work).project(project, for: member)
            request.key = ProjectTree.key(of: project)
            // Each time it is sent it is another version: what was labelled with the one before stays what it was.
            if request.version == nil { request.version = Self.stamp(work.clock.now()) }
        } else if let key = request.key, ProjectTree.project(of: key) != nil {
            throw Refusal.invalid(.init("key", "Keys that begin with “project-” are for the projects' own trees."))
        }
        let staging = try newStaging()
        defer { staging.remove() }
        let build = ReleaseBuild(source: source, request: request, folder: staging.path)
        let built: [BuiltRelease]
        if let program = shelf.program {
            built = try await BuildProcess(program: program, build: build).run(progress)
        } else {
            built = try await Self.run(build, progress)
        }
        try Task.checkCancellation()
        return try await take(built, from: staging, wish, by: member)
    }

    /// `20261124.031502`, of the time in UTC.
    private static func stamp(_ now: Int) -> String {
        let digits = ISOTime.text(now).filter(\.isNumber)
        return digits.prefix(8) + "." + digits.dropFirst(8).prefix(6)
    }

    private static let queue = DispatchQueue(label: "terminology.load", attributes: .concurrent)

    /// Reads in this process, on a thread of its own.
    private static func run(
        _ build: ReleaseBuild, _ progress: @escaping @Sendable (ImportStep, Int, Int) -> Void
    ) async throws -> [BuiltRelease] {
        let flag = CancelFlag()
        let outcome: Result<[BuiltRelease], any Error> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async {
                    let result = Result {
                        try build.run(ImportProgress(report: progress, isCancelled: { flag.isSet }))
                    }
                    continuation.resume(returning: result)
                }
            }
        } onCancel: {
            flag.set()
        }
        return try outcome.get()
    }

    /// Opens what was built, gives each file its name, and enters them in the catalogue in one transaction.
    private func take(
        _ built: [BuiltRelease], from staging: StagingFolder, _ wish: ReleaseWish, by member: Member
    ) async throws -> [TerminologyRelease] {
        let shelf = try work.shelf()
        let now = work.clock.now()
        var releases: [TerminologyRelease] = []
        do {
            for one in built {
                let release = try entry(for: one, in: staging, wish, by: member, at: now)
                try Self.move(staging.path + "/" + one.file, to: shelf.path(of: release), in: shelf.folder)
                releases.append(release)
            }
            let prepared = releases
            let (entered, replaced) = try await work.database.write { connection in
                try Self.enter(prepared, chosen: wish.becomesDefault, by: member, at: now, in: connection)
            }
            shelf.catalogue.forget()
            for old in replaced {
                shelf.close(old)
                try? FileManager.default.removeItem(atPath: shelf.path(of: old))
            }
            return entered
        } catch {
            for release in releases { try? FileManager.default.removeItem(atPath: shelf.path(of: release)) }
            throw error
        }
    }

    private func entry(
        for built: BuiltRelease, in staging: StagingFolder, _ wish: ReleaseWish, by member: Member, at now: Int
    ) throws -> TerminologyRelease {
        let index: TerminologyIndex
        do {
            index = try TerminologyIndex.open(staging.path + "/" + built.file)
        } catch {
            throw Refusal(.failed, "The index that was made cannot be read: \(error). Nothing was loaded.")
        }
        let identity = index.identity
        let key = wish.project.map { ProjectTree.key(of: $0) } ?? identity.key
        guard SystemReference.isKey(key) else {
            throw Refusal.invalid(
                .init("key", "“\(key)” cannot be a key: lower-case letters, digits, “-”, “_” and “.” make one."))
        }
        var release = TerminologyRelease(
            organization: member.organization, key: key, title: identity.title, uri: identity.uri,
            version: identity.version, versionURI: identity.versionURI, file: work.newName() + ".vxt",
            licence: identity.licence, loadedBy: member.id, loadedAt: now)
        release.project = wish.project
        release.size = index.byteCount
        release.concepts = index.conceptCount
        release.active = index.activeCount
        release.descriptions = index.descriptionCount
        release.sources = index.sources
        release.problems = built.warnings
        release.problemCount = built.warningCount
        return release
    }

    /// Gives a file its place, so that it is there after a loss of power whenever its row is.
    private static func move(_ path: String, to target: String, in folder: String) throws {
        let file = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        defer { if file >= 0 { close(file) } }
        guard file >= 0, fsync(file) == 0, rename(path, target) == 0 else {
            throw Refusal(.unavailable, "The release cannot be kept: \(String(cString: strerror(errno))).")
        }
        let directory = Foundation.open(folder, O_RDONLY | O_CLOEXEC)
        guard directory >= 0 else { return }
        _ = fsync(directory)
        close(directory)
    }

    /// Enters releases; one of the same key and version takes the place of the one before.
    private static func enter(
        _ releases: [TerminologyRelease], chosen: Bool, by member: Member, at now: Int,
        in connection: any SQLConnection
    ) throws -> (entered: [TerminologyRelease], replaced: [TerminologyRelease]) {
        var entered: [TerminologyRelease] = []
        var replaced: [TerminologyRelease] = []
        for prepared in releases {
            var release = prepared
            let row = try connection.first(
                """
                SELECT \(raw: TerminologyRelease.selection) FROM terminology_release
                WHERE organization_id = \(release.organization) AND key = \(release.key)
                    AND version = \(release.version) \(raw: connection.dialect.forUpdate)
                """
            )
            if let row {
                var cells = Cells(row)
                let old = TerminologyRelease(&cells)
                release.isChosen = old.isChosen
                try connection.execute("DELETE FROM terminology_release WHERE id = \(old.id)")
                replaced.append(old)
            }
            let columns = TerminologyRelease.columns.joined(separator: ", ")
            release.id = try connection.integer(
                "INSERT INTO terminology_release (\(raw: columns)) VALUES (\(list: release.values)) RETURNING id"
            )
            if chosen {
                try choose(release, in: connection)
                release.isChosen = true
            }
            try EventLog.append(
                Event(
                    "terminology.load", .terminology, release.id, project: release.project, count: release.concepts,
                    before: replaced.last.map(\.fingerprint), after: release.fingerprint
                ),
                by: member, at: now, in: connection
            )
            entered.append(release)
        }
        return (entered, replaced)
    }

    /// Removes what loading left behind when it was cut off, and files that no row names.
    package func sweep() async throws {
        guard let shelf = work.terminology, FileManager.default.fileExists(atPath: shelf.folder) else { return }
        // Looked at before the jobs: a folder that was let go of for a job by now has its job in the table.
        let (busy, idle) = StagingFolder.all(in: shelf.folder)
        let waiting = try await work.database.read { connection in
            Set(
                try connection.query(
                    "SELECT payload FROM job WHERE kind = \(TerminologyJobs.loadKind) AND state IN ('queued', 'running')"
                ).compactMap { TerminologyJobs.LoadOrder($0.string("payload"))?.staging }
            )
        }
        for name in idle where !waiting.contains(name) { StagingFolder.remove(name, in: shelf.folder) }
        // Who is at work moves a file here before its row is written.
        guard busy.isEmpty else { return }
        let files = ((try? FileManager.default.contentsOfDirectory(atPath: shelf.folder)) ?? [])
            .filter { $0.hasSuffix(".vxt") }
        let kept = try await work.database.read { connection in
            Set(try connection.query("SELECT file FROM terminology_release").map { $0.string("file") })
        }
        for file in files where !kept.contains(file) {
            try? FileManager.default.removeItem(atPath: shelf.folder + "/" + file)
        }
    }
}
