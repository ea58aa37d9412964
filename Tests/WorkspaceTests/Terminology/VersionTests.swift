import JSON
import Logging
import Storage
import Testing

@testable import Workspace

@Suite struct VersionTests {
    /// Runs the jobs that wait, one after the other, as a worker would.
    private static func work(_ house: House, _ body: (TerminologyJobs) async throws -> Job) async throws -> Job {
        let store = JobStore(house.work.database, now: house.work.clock.now)
        let jobs = TerminologyJobs(house.work, store)
        let job = try await body(jobs)
        let runner = JobRunner(
            store, handlers: jobs.handlers, concurrency: 1, longestWait: .milliseconds(20),
            logger: Logger(label: "test"))
        let running = Task { await runner.run() }
        defer { running.cancel() }
        while true {
            guard let now = try await store.job(job.id) else { throw Refusal.missing("Job") }
            switch now.state {
            case .completed, .failed, .cancelled: return now
            case .queued, .running: try await Task.sleep(for: .milliseconds(10))
            }
        }
    }

    private static func prepared(_ house: House) async throws -> (project: Int, annotation: Annotation) {
        try await house.load(version: "1")
        try await house.load(Wards.second, version: "2")
        let project = try await house.project(tasks: 2) {
            $0.labelConfig = Wards.config.replacing("\"wards\"", with: "\"wards@1\"")
        }
        let tasks = try await house.tasks(of: project)
        let annotation = try await house.annotate(tasks[0], by: house.owner) {
            $0.result = Wards.result([["L", "L2"], ["H", "H2"], ["H", "H1"]])
        }
        return (project, annotation)
    }

    @Test(arguments: Engine.all)
    func `another version says which codes are gone and which are renamed`(_ engine: Engine) async throws {
        try await House.with(engine) { house in
            let (project, annotation) = try await Self.prepared(house)
            let job = try await Self.work(house) { jobs in
                let order = VersionOrder(project: project, control: "dx", system: "wards", to: "2")
                return try await jobs.enqueueVersion(order, by: house.owner)
            }
            #expect(job.state == .completed, "\(job.error ?? "")")
            let report = try JSONValue(parsing: job.result ?? "")
            #expect(report["from"]?.string == "1")
            #expect(report["codes"]?.integer == 3)
            #expect(report["counts"]?["missing"]?.integer == 1)
            #expect(report["counts"]?["display"]?.integer == 1)
            #expect(report["counts"]?["unchanged"]?.integer == 1)
            let changes = (report["changes"]?.array ?? []).compactMap { $0["code"]?.string }.sorted()
            #expect(changes == ["H2", "L2"])
            let renamed = report["changes"]?.array?.first { $0["code"] == "H2" }
            #expect(renamed?["display"] == "Failure")
            #expect(renamed?["new_display"] == "Heart failure")
            // Nothing was changed by looking.
            let now = try await Annotations(house.work).annotation(annotation.id, for: house.owner)
            #expect(now.annotations.first?.result == annotation.result)
        }
    }

    @Test(arguments: Engine.all)
    func `replacing codes makes a new version of each annotation and keeps the one before`(
        _ engine: Engine
    ) async throws {
        try await House.with(engine) { house in
            let (project, annotation) = try await Self.prepared(house)
            let job = try await Self.work(house) { jobs in
                var order = VersionOrder(project: project, control: "dx", system: "wards", to: "2")
                order.replacements = [.init(code: "L2", by: "L3")]
                return try await jobs.enqueueApply(order, by: house.owner)
            }
            #expect(job.state == .completed, "\(job.error ?? "")")
            let outcome = try JSONValue(parsing: job.result ?? "")
            #expect(outcome["annotations"]?.integer == 1)
            let page = try await Annotations(house.work).annotation(annotation.id, for: house.owner)
            let changed = try #require(page.annotations.first)
            #expect(changed.version == 2)
            let item = try #require(try JSONValue(parsing: changed.result)[0])
            #expect(item["value"]?["taxonomy"] == [["L", "L3"], ["H", "H2"], ["H", "H1"]])
            let codes = item["meta"]?["med"]?["codes"]
            #expect(codes?[0]?["code"] == "L3")
            #expect(codes?[0]?["display"] == "COPD")
            #expect(codes?[0]?["version"] == "2")
            // What was not asked for stays as it was, and so does what is ours to keep.
            #expect(codes?[1]?["version"] == "1")
            #expect(item["meta"]?["text"] == ["a note"])
            #expect(item["meta"]?["med"]?["other"] == 7)
            try await house.work.database.read { connection in
                let kept = try connection.first(
                    "SELECT result FROM annotation_version WHERE annotation_id = \(changed.id)")
                #expect(kept?.string("result") == annotation.result)
                let uses = try connection.query("SELECT code FROM code_use WHERE labels > 0 ORDER BY code")
                #expect(uses.map { $0.string("code") } == ["H1", "H2", "L3"])
            }
        }
    }

    @Test func `a replacement that is none is refused before anything is done`() async throws {
        try await House.with { house in
            let (project, _) = try await Self.prepared(house)
            let jobs = TerminologyJobs(house.work, JobStore(house.work.database, now: house.work.clock.now))
            var order = VersionOrder(project: project, control: "dx", system: "wards", to: "2")
            await #expect(throws: Refusal.self) { try await jobs.enqueueApply(order, by: house.owner) }
            order.replacements = [.init(code: "L2", by: "NONE")]
            await #expect(throws: Refusal.self) { try await jobs.enqueueApply(order, by: house.owner) }
            order.replacements = [.init(code: "L2", by: "L3"), .init(code: "L2", by: "L1")]
            await #expect(throws: Refusal.self) { try await jobs.enqueueApply(order, by: house.owner) }
            order = VersionOrder(project: project, control: "nothing", system: "wards", to: "2")
            await #expect(throws: Refusal.self) { try await jobs.enqueueVersion(order, by: house.owner) }
            let reviewer = try await house.person(.reviewer)
            order = VersionOrder(project: project, control: "dx", system: "wards", to: "2")
            await #expect(throws: Refusal.forbidden) { try await jobs.enqueueVersion(order, by: reviewer) }
        }
    }
}
