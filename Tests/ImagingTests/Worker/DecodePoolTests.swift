import Foundation
import Testing

@testable import Imaging

/// The pool and its protocol, with programs that misbehave in every way a worker can.
@Suite(.serialized) struct DecodePoolTests {
    private let fake: FakeWorker
    private let file = DecodeSource(path: "/nowhere", key: "blob-7")

    init() throws { fake = try FakeWorker() }

    private func pool(_ body: String, workers: Int = 1, _ change: (inout DecodeLimits) -> Void = { _ in }) throws
        -> DecodePool
    {
        var limits = DecodeLimits()
        change(&limits)
        return DecodePool(executable: try fake.script(body), workers: workers, limits: limits)
    }

    private func failure(_ body: () async throws(DecodeFailure) -> some Any) async -> DecodeFailure? {
        do throws(DecodeFailure) {
            _ = try await body()
            return nil
        } catch {
            return error
        }
    }

    @Test func `an answer comes back`() async throws {
        let pool = try pool(#"answer 0 '' '{"kind":"other"}'"#)
        #expect(try await pool.inspect(file) == InspectedFile(kind: .other))
        await pool.shutdown()
    }

    @Test func `what the worker refuses is told with reason and place`() async throws {
        let pool = try pool(#"answer 1 '{"code":"malformed","reason":"a bad length","place":"byte 9"}' ''"#)
        #expect(
            await failure { () throws(DecodeFailure) in try await pool.tags(file) }
                == .malformed(reason: "a bad length", place: "byte 9"))
        #expect(!pool.isQuarantined("blob-7"))
        await pool.shutdown()
    }

    @Test func `a hanging worker is killed at the deadline and another answers the next`() async throws {
        let flag = fake.folder.appending(path: "hung").path
        let pool = try pool(
            "[ -e '\(flag)' ] || { touch '\(flag)'; sleep 600; }; answer 0 '' 'ok'"
        ) { $0.frameDeadline = 3 }
        let start = ContinuousClock.now
        #expect(
            await failure { () throws(DecodeFailure) in
                try await pool.renderedPNG(file, frame: 0)
            } == .timedOut(seconds: 3))
        #expect(ContinuousClock.now - start < .seconds(30))
        #expect(try await pool.renderedPNG(file, frame: 0) == Array("ok".utf8))
        await pool.shutdown()
    }

    @Test func `a file that kills two workers is quarantined, others are not`() async throws {
        let pool = try pool(#"case "$request" in *poison*) kill -9 $$;; *) answer 0 '' ok;; esac"#)
        let poison = DecodeSource(path: "/poison", key: "blob-666")
        for _ in 0..<2 {
            let failure = await failure { () throws(DecodeFailure) in try await pool.tags(poison) }
            guard case .crashed = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
        }
        #expect(await failure { () throws(DecodeFailure) in try await pool.tags(poison) } == .quarantined)
        #expect(pool.isQuarantined("blob-666"))
        #expect(try await pool.tags(file) == Array("ok".utf8))
        pool.release("blob-666")
        guard case .crashed = await failure({ () throws(DecodeFailure) in try await pool.tags(poison) }) else {
            Issue.record("a released file is tried again")
            return
        }
        await pool.shutdown()
    }

    @Test func `a worker that dies while nobody asks is replaced, and no file is blamed`() async throws {
        let pool = try pool("answer 0 '' $$")
        var before: [UInt8] = []
        for _ in 0..<3 {
            let text = try await pool.tags(file)
            #expect(text != before)
            before = text
            let process = try #require(Int32(String(decoding: text, as: UTF8.self)))
            kill(process, SIGKILL)
            // A child that nobody has waited for yet is a zombie: its pipes are closed.
            while try !String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8).contains(") Z ") {
                try await Task.sleep(for: .milliseconds(2))
            }
        }
        #expect(!pool.isQuarantined("blob-7"))
        await pool.shutdown()
    }

    @Test func `nonsense is a crash and not an answer`() async throws {
        let pool = try pool("printf 'xxxxxxxxxxxxxxxxxxxx'; sleep 600")
        guard case .crashed = await failure({ () throws(DecodeFailure) in try await pool.inspect(file) }) else {
            Issue.record("nonsense was taken for an answer")
            return
        }
        await pool.shutdown()
    }

    @Test func `an answer beyond the limit is not read`() async throws {
        let pool = try pool("answer 0 '' \"$(head -c 3000 /dev/zero | tr '\\0' x)\"") { $0.answer = 1000 }
        guard case .tooLarge = await failure({ () throws(DecodeFailure) in try await pool.tags(file) }) else {
            Issue.record("the limit did not hold")
            return
        }
        await pool.shutdown()
    }

    @Test(arguments: ["/nowhere/vesalius-decode", "exit 4", "echo hello world; sleep 600"])
    func `a program that is no worker is told apart from a bad file`(program: String) async throws {
        let path = program.hasPrefix("/") ? program : try fake.plain(program)
        let pool = DecodePool(executable: path, workers: 1)
        guard case .unavailable = await failure({ () throws(DecodeFailure) in try await pool.inspect(file) }) else {
            Issue.record("the file was blamed")
            return
        }
        #expect(!pool.isQuarantined("blob-7"))
        await pool.shutdown()
    }

    @Test func `a cancelled request ends at once, and the worker lives on`() async throws {
        let gate = Gate(fake)
        let pool = try pool(gate.script + "answer 0 '' $$")
        let before = try await pool.tags(file)
        let slow = Task {
            await failure { () throws(DecodeFailure) in try await pool.tags(DecodeSource(path: "/gated")) }
        }
        try await gate.isReached()
        slow.cancel()
        // The gate is still closed: only the cancelling can have ended it.
        #expect(await slow.value == .cancelled)
        try gate.open()
        #expect(try await pool.tags(file) == before)
        await pool.shutdown()
    }

    @Test func `a request cancelled while it waits is never sent`() async throws {
        let gate = Gate(fake)
        let pool = try pool(gate.script + "answer 0 '' ok")
        let first = Task { try await pool.tags(DecodeSource(path: "/gated")) }
        try await gate.isReached()
        let second = Task {
            await failure { () throws(DecodeFailure) in try await pool.tags(DecodeSource(path: "/second")) }
        }
        second.cancel()
        #expect(await second.value == .cancelled)
        try gate.open()
        _ = try await first.value
        #expect(try await pool.tags(DecodeSource(path: "/third")) == Array("ok".utf8))
        let text = try gate.requests.joined()
        #expect(!text.contains("second") && text.contains("third"))
        await pool.shutdown()
    }

    @Test func `no more wait than may wait`() async throws {
        let pool = try pool("sleep 0.3; answer 0 '' ok") { $0.waiting = 1 }
        let outcomes = await withTaskGroup(of: DecodeFailure?.self) { group in
            for _ in 0..<6 {
                group.addTask { await failure { () throws(DecodeFailure) in try await pool.tags(file) } }
            }
            return await group.reduce(into: [DecodeFailure?]()) { $0.append($1) }
        }
        #expect(outcomes.contains(nil))
        #expect(outcomes.contains { if case .unavailable = $0 { true } else { false } })
        await pool.shutdown()
    }

    @Test func `people are served before jobs`() async throws {
        let gate = Gate(fake)
        let pool = try pool(gate.script + "answer 0 '' ok")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask(priority: .utility) { _ = try? await pool.tags(DecodeSource(path: "/gated")) }
            try await gate.isReached()
            for number in 0..<3 {
                group.addTask(priority: .background) { _ = try? await pool.tags(DecodeSource(path: "/job\(number)")) }
            }
            group.addTask(priority: .userInitiated) { _ = try? await pool.tags(DecodeSource(path: "/person")) }
            // Time for all four to stand in the queue, in whatever order.
            try await Task.sleep(for: .milliseconds(500))
            try gate.open()
            try await group.waitForAll()
        }
        let requests = try gate.requests
        #expect(requests.count == 5)
        #expect(requests[1].contains("person"), "\(requests)")
        await pool.shutdown()
    }

    @Test func `a closed pool refuses, and leaves no process behind`() async throws {
        let pool = try pool("answer 0 '' $$", workers: 2)
        let text = try await pool.tags(file)
        let process = try #require(Int32(String(decoding: text, as: UTF8.self)))
        #expect(kill(process, 0) == 0)
        await pool.shutdown()
        #expect(kill(process, 0) != 0)
        guard case .unavailable = await failure({ () throws(DecodeFailure) in try await pool.tags(file) }) else {
            Issue.record("a closed pool answered")
            return
        }
    }

    @Test func `a worker has its pipes, and no other descriptor of ours`() async throws {
        let secret = fake.folder.appending(path: "secret")
        try "x".write(to: secret, atomically: true, encoding: .utf8)
        // Open without close-on-exec, as a careless library does.
        let descriptor = open(secret.path, O_RDONLY)
        defer { close(descriptor) }
        #expect(descriptor > 2)
        let pool = try pool(#"answer 0 '' "$(ls -l /proc/$$/fd | grep -o '[^ ]*$' | tr '\n' ' ')""#)
        let text = String(decoding: try await pool.tags(file), as: UTF8.self)
        #expect(!text.contains("secret"), "\(text)")
        #expect(text.contains("pipe:"))
        await pool.shutdown()
    }
}
