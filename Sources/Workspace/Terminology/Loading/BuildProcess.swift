import Dispatch
import Glibc
import JSON
import Synchronization
import Terminology

/// Makes indexes in a process of its own (`vesalius terminology build`): what untrusted files do there, and the memory that
/// is needed, is none of the server's. It is killed when the task that waits for it is cancelled.
struct BuildProcess: Sendable {
    let program: String
    let build: ReleaseBuild

    /// Each blocks a thread for as long as a release is read; there are never more than jobs at a time.
    private static let queue = DispatchQueue(label: "terminology.build", attributes: .concurrent)

    func run(_ report: @escaping @Sendable (ImportStep, Int, Int) -> Void) async throws -> [BuiltRelease] {
        let child = Mutex<Child>(.none)
        let outcome: Result<[BuiltRelease], any Error> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                Self.queue.async {
                    continuation.resume(returning: Result { try work(child, report) })
                }
            }
        } onCancel: {
            child.withLock { child in
                if case .running(let process) = child { kill(process, SIGKILL) }
                child = .unwanted
            }
        }
        return try outcome.get()
    }

    private enum Child {
        case none
        case running(pid_t)
        /// Nobody waits for it any more.
        case unwanted
    }

    private func work(
        _ child: borrowing Mutex<Child>, _ report: (ImportStep, Int, Int) -> Void
    ) throws -> [BuiltRelease] {
        let (process, output) = try child.withLock { child in
            if case .unwanted = child { throw CancellationError() }
            let started = try start()
            child = .running(started.process)
            return started
        }
        var answer = Answer()
        read(output) { line in answer.take(line, report) }
        close(output)
        let wasUnwanted = child.withLock { child in
            if case .unwanted = child { return true }
            // From here on nobody kills it: the number may soon be another process's.
            child = .none
            return false
        }
        let status = Self.end(process)
        if wasUnwanted { throw CancellationError() }
        if let failure = answer.failure { throw failure }
        guard status == 0, answer.isWhole else {
            throw Refusal(.failed, "Reading the release ended early (\(Self.words(status))). Nothing was loaded.")
        }
        return answer.built
    }

    /// What the process said, line by line.
    private struct Answer {
        var built: [BuiltRelease] = []
        var failure: ImportFailure?
        var isWhole = false

        mutating func take(_ line: [UInt8], _ report: (ImportStep, Int, Int) -> Void) {
            guard let value = try? JSONValue(parsing: line) else { return }
            if let step = value["step"]?.string.flatMap(ImportStep.init) {
                report(step, value["done"]?.integer ?? 0, value["whole"]?.integer ?? 0)
            } else if let built = value["built"] {
                self.built.append(BuiltRelease(built))
            } else if let problems = value["problems"]?.array {
                failure = ImportFailure(problems.map { ImportProblem($0) }, count: value["count"]?.integer)
            } else if value["complete"]?.boolean == true {
                isWhole = true
            }
        }
    }

    /// Waits for a process that has said all it has to say; one that does not end is killed.
    private static func end(_ process: pid_t) -> Int32 {
        var status: Int32 = 0
        for _ in 0..<1000 {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process { return status }
            if ended < 0, errno != EINTR { return status }
            usleep(5000)
        }
        kill(process, SIGKILL)
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }

    private static func words(_ status: Int32) -> String {
        switch status & 0x7F {
        case 0: "code \(status >> 8 & 0xFF)"
        case SIGKILL: "it was killed, perhaps for want of memory"
        case let signal: "signal \(signal)"
        }
    }

    private func read(_ output: Int32, _ take: ([UInt8]) -> Void) {
        var rest: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes { Glibc.read(output, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest += buffer[..<count]
            // A line is short; a process that writes none is of no use.
            while let end = rest.firstIndex(of: 0x0A) {
                take(Array(rest[..<end]))
                rest.removeSubrange(...end)
            }
            if rest.count > 4 << 20 { return }
        }
    }

    /// Starts the process with a pipe from it, no other descriptor and no setting but where its libraries are.
    private func start() throws -> (process: pid_t, output: Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Self.refusal("no pipe can be made", errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[1]) }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        // A group of its own: Ctrl-C at the server's terminal is for the server, which then stops it.
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))

        var environment = ["LANG=C.UTF-8", "SWIFT_BACKTRACE=enable=no"]
        if let libraries = getenv("LD_LIBRARY_PATH") {
            environment.append("LD_LIBRARY_PATH=" + String(cString: libraries))
        }
        var process = pid_t()
        let code = Self.withStrings([program] + arguments) { arguments in
            Self.withStrings(environment) { environment in
                posix_spawn(&process, program, &actions, &attributes, arguments, environment)
            }
        }
        guard code == 0 else {
            close(ends[0])
            throw Self.refusal(program, code)
        }
        return (process, ends[0])
    }

    private var arguments: [String] {
        var words = ["terminology", "build", "--source=\(build.source)", "--output=\(build.folder)"]
        let request = build.request
        if let key = request.key { words.append("--key=\(key)") }
        if let title = request.title { words.append("--title=\(title)") }
        if let version = request.version { words.append("--version=\(version)") }
        if let day = request.day { words.append("--day=\(day)") }
        for vocabulary in request.vocabularies { words.append("--vocabulary=\(vocabulary)") }
        return words
    }

    private static func refusal(_ what: String, _ code: Int32) -> Refusal {
        Refusal(.unavailable, "The release cannot be read: \(what): \(String(cString: strerror(code))).")
    }

    private static func withStrings<Value>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
    ) -> Value {
        let copies = strings.map { strdup($0) } + [nil]
        defer { for copy in copies { free(copy) } }
        return body(copies)
    }
}
