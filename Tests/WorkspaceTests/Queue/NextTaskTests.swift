import Storage
import Testing

@testable import Workspace

@Suite struct NextTaskTests {
    @Test(arguments: Engine.all) func `tasks come in the order of their ids`(_ engine: Engine) async throws {
        try await House.with(engine) { house in
            let project = try await house.project(tasks: 3)
            let tasks = try await house.tasks(of: project)
            let annotator = try await house.person()
            let queue = NextTask(house.work)
            for task in tasks {
                #expect(try await queue.claim(in: project, by: annotator)?.task == task)
                try await house.annotate(task, by: annotator)
            }
            #expect(try await queue.claim(in: project, by: annotator) == nil)
            #expect(try await queue.history(in: project, of: annotator).map(\.task) == tasks)
        }
    }

    @Test(arguments: Engine.all) func `whoever holds a task gets it again, and nobody else does`(
        _ engine: Engine
    ) async throws {
        try await House.with(engine) { house in
            let project = try await house.project(tasks: 2)
            let queue = NextTask(house.work)
            let (first, second, third) = (
                try await house.person(), try await house.person(), try await house.person()
            )
            let mine = try #require(try await queue.claim(in: project, by: first))
            let again = try #require(try await queue.claim(in: project, by: first))
            #expect(again.task == mine.task && again.lockName == mine.lockName && again.queue == "Task lock")
            #expect(try await queue.claim(in: project, by: second)?.task != mine.task)
            #expect(try await queue.claim(in: project, by: third) == nil)
            house.wait(seconds: 3601)
            #expect(try await queue.claim(in: project, by: third) != nil, "a lock runs out")
        }
    }

    @Test(arguments: Engine.all, [1, 2, 3])
    func `thirty-two people at once never get a task beyond its overlap`(_ engine: Engine, overlap: Int) async throws {
        try await House.with(engine) { house in
            let project = try await house.project(tasks: 24) { $0.maximumAnnotations = overlap }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<32 {
                    let person = try await house.person(.annotator, 100 + number)
                    group.addTask {
                        let queue = NextTask(house.work)
                        while let choice = try await queue.claim(in: project, by: person) {
                            try await house.annotate(choice.task, by: person)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let rows = try await house.work.database.read { connection in
                try connection.query(
                    """
                    SELECT task.id, count(annotation.id) AS n, count(DISTINCT annotation.completed_by) AS people
                    FROM task LEFT JOIN annotation ON annotation.task_id = task.id
                    WHERE task.project_id = \(project) GROUP BY task.id
                    """
                )
            }
            #expect(rows.count == 24)
            for row in rows {
                #expect(row.int("n") == overlap)
                #expect(row.int("people") == overlap)
            }
            let tally = try await house.tally(project)
            #expect(tally.stored == tally.recounted)
            #expect(tally.stored.finishedTasks == 24)
        }
    }

    /// What becomes of a task one person skipped: does it come back to them, does another get it?
    static let skipRules: [(rule: SkipQueue, comesBack: Bool, othersGetIt: Bool)] = [
        (.requeueForOthers, false, true), (.requeueForMe, true, false), (.ignoreSkipped, false, false),
    ]

    @Test(arguments: Engine.all, skipRules.indices)
    func `a skipped task goes where the project's rule says`(_ engine: Engine, index: Int) async throws {
        let (rule, comesBack, othersGetIt) = Self.skipRules[index]
        try await House.with(engine) { house in
            let project = try await house.project(tasks: 1) { $0.skipQueue = rule.rawValue }
            let (skipper, other) = (try await house.person(), try await house.person())
            let queue = NextTask(house.work)
            let task = try #require(try await queue.claim(in: project, by: skipper)).task
            try await house.skip(task, by: skipper)
            #expect((try await queue.claim(in: project, by: other) != nil) == othersGetIt)
            try await queue.release(in: project, by: other)
            #expect((try await queue.claim(in: project, by: skipper)?.task == task) == comesBack)
        }
    }

    @Test func `a prefetched task is the one that comes next, and free again after five minutes`() async throws {
        try await House.with { house in
            let project = try await house.project(tasks: 2)
            let tasks = try await house.tasks(of: project)
            let (person, other) = (try await house.person(), try await house.person())
            let queue = NextTask(house.work)
            #expect(try await queue.claim(in: project, by: person)?.task == tasks[0])
            #expect(try await queue.prefetch(in: project, by: person)?.task == tasks[1])
            #expect(try await queue.claim(in: project, by: person)?.task == tasks[0], "prefetching changes nothing")
            #expect(try await queue.claim(in: project, by: other) == nil)
            house.wait(seconds: 301)
            #expect(try await queue.claim(in: project, by: other)?.task == tasks[1])
        }
    }

    @Test func `uncertainty sampling begins with the lowest score`() async throws {
        try await House.with { house in
            let project = try await house.project { $0.sampling = Sampling.uncertainty.rawValue }
            let tasks = [0.9, 0.2, 0.5].map { score in
                #"{"data":{"text":"a"},"predictions":[{"model_version":"m","score":\#(score),"result":[]}]}"#
            }
            let ids = try await house.importTasks(tasks, into: project).taskIDs
            let person = try await house.person()
            #expect(try await NextTask(house.work).claim(in: project, by: person)?.task == ids[1])
        }
    }

    @Test func `uniform sampling goes to a random open task and on to a free one`() async throws {
        try await House.with { house in
            let project = try await house.project(tasks: 5) { $0.sampling = Sampling.uniform.rawValue }
            let tasks = try await house.tasks(of: project)
            let (person, other) = (try await house.person(), try await house.person())
            // The test's chance is the middle.
            #expect(try await NextTask(house.work).claim(in: project, by: person)?.task == tasks[2])
            #expect(try await NextTask(house.work).claim(in: project, by: other)?.task == tasks[3])
        }
    }

    @Test func `what others began comes first, and the truth before that`() async throws {
        try await House.with { house in
            let project = try await house.project(tasks: 4) {
                $0.maximumAnnotations = 3
                $0.showGroundTruthFirst = true
            }
            let tasks = try await house.tasks(of: project)
            let person = try await house.person()
            try await house.annotate(tasks[2], by: house.owner)
            #expect(try await NextTask(house.work).claim(in: project, by: person)?.task == tasks[2])
            try await NextTask(house.work).release(in: project, by: person)
            try await house.annotate(tasks[3], by: house.owner) { $0.groundTruth = true }
            #expect(try await NextTask(house.work).claim(in: project, by: person)?.task == tasks[3])
        }
    }

    @Test func `a postponed task comes back when no other is left`() async throws {
        try await House.with { house in
            let project = try await house.project(tasks: 2)
            let tasks = try await house.tasks(of: project)
            let person = try await house.person()
            let queue = NextTask(house.work)
            #expect(try await queue.claim(in: project, by: person)?.task == tasks[0])
            var edit = Drafts.Edit()
            edit.result = "[]"
            edit.wasPostponed = true
            _ = try await Drafts(house.work).create(edit, on: tasks[0], by: person)
            #expect(try await queue.claim(in: project, by: person)?.task == tasks[1])
            try await house.annotate(tasks[1], by: person)
            #expect(try await queue.claim(in: project, by: person)?.task == tasks[0])
        }
    }
}
