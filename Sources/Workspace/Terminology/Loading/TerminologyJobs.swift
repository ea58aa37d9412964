import Foundation
import JSON
package import Storage
package import Terminology

/// What is done with code systems in the background: loading releases, and taking a project's labels to another version.
package struct TerminologyJobs: Sendable {
    package static let loadKind = "terminology.load"
    package static let versionKind = "terminology.version"
    package static let applyKind = "terminology.apply"

    let work: Work
    let store: JobStore

    package init(_ work: Work, _ store: JobStore) {
        self.work = work
        self.store = store
    }

    /// The handlers, by kind, for a ``JobRunner``.
    package var handlers: [String: JobRunner.Handler] {
        [
            Self.loadKind: { context in try await runLoad(context) },
            Self.versionKind: { context in try await runVersion(context) },
            Self.applyKind: { context in try await runApply(context) },
        ]
    }

    /// What a job is told to load.
    package struct LoadOrder: Sendable {
        package var wish: ReleaseWish
        /// The folder in which the files that were sent lie.
        package var staging: String
        /// What people call it: the name of the file or folder.
        package var name: String
        package var organization: Int

        var json: String {
            var writer = JSONWriter()
            writer.object { writer in
                writer.member("organization", organization)
                writer.member("staging", staging)
                writer.member("name", name)
                writer.member("key", wish.request.key)
                writer.member("title", wish.request.title)
                writer.member("version", wish.request.version)
                writer.member("day", wish.request.day.map(Int.init))
                writer.member(
                    "vocabularies", array: { writer in for one in wish.request.vocabularies { writer.value(one) } })
                writer.member("default", wish.becomesDefault)
                writer.member("project", wish.project)
            }
            return writer.text
        }

        init(wish: ReleaseWish, staging: String, name: String, organization: Int) {
            self.wish = wish
            self.staging = staging
            self.name = name
            self.organization = organization
        }

        package init?(_ payload: String) {
            guard let value = try? JSONValue(parsing: payload), let staging = value["staging"]?.string else {
                return nil
            }
            self.staging = staging
            name = value["name"]?.string ?? ""
            organization = value["organization"]?.integer ?? 0
            wish = ReleaseWish()
            wish.request.key = value["key"]?.string
            wish.request.title = value["title"]?.string
            wish.request.version = value["version"]?.string
            wish.request.day = value["day"]?.integer.map { UInt32(clamping: $0) }
            wish.request.vocabularies = (value["vocabularies"]?.array ?? []).compactMap(\.string)
            wish.becomesDefault = value["default"]?.boolean ?? false
            wish.project = value["project"]?.integer
        }
    }

    /// Enqueues the loading of files that lie in a staging folder.
    package func enqueueLoad(
        _ wish: ReleaseWish, of staging: StagingFolder, named name: String, by member: Member
    ) async throws -> Job {
        try member.require(.manageProjects)
        let order = LoadOrder(wish: wish, staging: staging.name, name: name, organization: member.organization)
        return try await store.enqueue(Self.loadKind, payload: order.json, project: wish.project, user: member.id)
    }

    /// The loads that are waiting or running.
    package func loading(for member: Member) async throws -> [(job: Job, order: LoadOrder)] {
        try await store.open(Self.loadKind).compactMap { job in
            guard let order = LoadOrder(job.payload), order.organization == member.organization else { return nil }
            return (job, order)
        }
    }

    private func runLoad(_ context: JobContext) async throws -> String? {
        guard let order = LoadOrder(context.job.payload) else {
            throw JobFailure(json: #"{"message":"The order of this job cannot be read"}"#)
        }
        let shelf = try work.shelf()
        do {
            let member = try await work.member(ofJob: context.job.user, in: order.organization)
            guard let staging = StagingFolder.path(of: order.staging, in: shelf.folder) else {
                throw Refusal(.unavailable, "The files that were sent are not on this server any more; send them anew.")
            }
            let releases = try await Terminologies(work).load(
                Self.source(in: staging + "/files"), order.wish, by: member
            ) { step, done, whole in
                context.report(done: done, total: whole, message: step.rawValue)
            }
            StagingFolder.remove(order.staging, in: shelf.folder)
            return Self.report(releases)
        } catch is CancellationError {
            // At a shutdown the job waits for the next start, with its files.
            let isUnwanted = try? await Task { try await store.job(context.job.id) }.value?.lifecycle.isCancelRequested
            if isUnwanted ?? false { StagingFolder.remove(order.staging, in: shelf.folder) }
            throw CancellationError()
        } catch {
            StagingFolder.remove(order.staging, in: shelf.folder)
            throw JobFailure(json: Self.failure(error))
        }
    }

    /// The one file that was sent, or the folder of several.
    private static func source(in folder: String) -> String {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.count == 1 ? folder + "/" + names[0] : folder
    }

    private static func report(_ releases: [TerminologyRelease]) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member(
                "releases",
                array: { writer in
                    for release in releases {
                        writer.object { writer in
                            writer.member("id", release.id)
                            writer.member("key", release.key)
                            writer.member("version", release.version)
                            writer.member("title", release.title)
                            writer.member("concepts", release.concepts)
                            writer.member("problems", release.problemCount)
                        }
                    }
                })
        }
        return writer.text
    }

    /// Why a job failed, with the places in the files.
    static func failure(_ error: any Error) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            switch error {
            case let failure as ImportFailure:
                writer.member("message", failure.words)
                writer.key("problems")
                writer.problems(failure.problems)
                writer.member("count", failure.count)
            case let failure as IndexFailure:
                writer.member("message", "The index was not made: \(failure.words).")
            case let error as any DomainError:
                let refusal = error.refusal
                writer.member("message", refusal.faults.first?.messages.first ?? refusal.detail)
            default:
                writer.member("message", "Unexpected error (\(type(of: error)))")
            }
        }
        return writer.text
    }
}

extension ImportFailure {
    /// The first problem with its place, and how many there are.
    package var words: String {
        guard let first = problems.first else { return "The release was not taken." }
        let place =
            first.file + (first.line > 0 ? ", line \(first.line)" : "")
            + (first.column.isEmpty ? "" : ", column \(first.column)")
        let more = count > 1 ? " (and \(count - 1) more problems)" : ""
        return "\(place): \(first.reason)\(more)"
    }
}
