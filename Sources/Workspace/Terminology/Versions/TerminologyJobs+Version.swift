import JSON
package import Storage
import Terminology

extension TerminologyJobs {
    /// Enqueues the comparison of a project's codes with another version. It changes nothing.
    package func enqueueVersion(_ order: VersionOrder, by member: Member) async throws -> Job {
        try await enqueue(order, Self.versionKind, by: member)
    }

    /// Enqueues the replacement of codes in all annotations of a project.
    package func enqueueApply(_ order: VersionOrder, by member: Member) async throws -> Job {
        try member.require(.manageProjects)
        let bench = try await VersionBench(order, work, for: member)
        // What cannot be is said now, not by a job.
        _ = try CodeReplacement(bench, scope: try await CodeScopes(work).set(of: bench.scope, in: bench.new))
        return try await enqueue(order, Self.applyKind, by: member)
    }

    private func enqueue(_ order: VersionOrder, _ kind: String, by member: Member) async throws -> Job {
        try member.require(.manageProjects)
        var order = try await VersionBench(order, work, for: member).order
        order.organization = member.organization
        return try await store.enqueue(kind, payload: order.json, project: order.project, user: member.id)
    }

    func runVersion(_ context: JobContext) async throws -> String? {
        try await run(context) { bench, _ in
            try await VersionComparison(bench: bench, work: work).report { done, total in
                context.report(done: done, total: total)
                try Task.checkCancellation()
            }
        }
    }

    func runApply(_ context: JobContext) async throws -> String? {
        try await run(context) { bench, member in
            let scope = try await CodeScopes(work).set(of: bench.scope, in: bench.new)
            let replacement = try CodeReplacement(bench, scope: scope)
            var (annotations, labels, last) = (0, 0, 0)
            while true {
                try Task.checkCancellation()
                let found = try await page(of: bench.order.project, after: last)
                guard let end = found.last else { break }
                last = end
                for id in found {
                    let count = try await replace(in: id, replacement, by: member)
                    annotations += count > 0 ? 1 : 0
                    labels += count
                }
                context.report(done: annotations, total: 0)
            }
            var writer = JSONWriter()
            writer.object { writer in
                writer.member("annotations", annotations)
                writer.member("labels", labels)
                writer.member("to", bench.order.to)
            }
            return writer.text
        }
    }

    /// Annotations that bear codes.
    private func page(of project: Int, after last: Int) async throws -> [Int] {
        try await work.database.read { connection in
            try connection.query(
                """
                SELECT id FROM annotation WHERE project_id = \(project) AND id > \(last) AND labels LIKE '%"codes":%'
                ORDER BY id LIMIT 200
                """
            ).map { $0.int("id") }
        }
    }

    /// Makes the next version of an annotation; the one before is kept. Somebody who changed it meanwhile comes first.
    private func replace(in id: Int, _ replacement: CodeReplacement, by member: Member) async throws -> Int {
        for _ in 0..<5 {
            let present = try await work.database.read { try Annotation.find(id, in: $0) }
            guard let present, let (result, count) = replacement.apply(to: present.result) else { return 0 }
            var edit = AnnotationEdit()
            edit.result = result
            edit.expectedVersion = present.version
            do {
                _ = try await Annotations(work).update(id, edit, by: member)
                return count
            } catch let refusal as Refusal where refusal.kind == .stale {
                continue
            } catch let refusal as Refusal where refusal.kind == .notFound {
                return 0
            }
        }
        throw Refusal(.conflict, "Annotation \(id) is being changed all the time; start again.")
    }

    private func run(
        _ context: JobContext, _ body: (VersionBench, Member) async throws -> String
    ) async throws -> String? {
        guard let order = VersionOrder(context.job.payload, project: context.job.project) else {
            throw JobFailure(json: #"{"message":"The order of this job cannot be read"}"#)
        }
        do {
            let member = try await work.member(ofJob: context.job.user, in: order.organization)
            try member.require(.manageProjects)
            return try await body(VersionBench(order, work, for: member), member)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw JobFailure(json: Self.failure(error))
        }
    }
}
