import Glibc

/// Why no worker could be started.
struct SpawnFailure: Error, CustomStringConvertible {
    var what: String
    var code: Int32
    var description: String { "\(what): \(String(cString: strerror(code)))" }
}

/// Starts a worker with two pipes, no other descriptor, and no setting of this process but where its libraries are.
enum Spawn {
    static func worker(
        _ executable: String, _ limits: DecodeLimits
    ) throws(SpawnFailure) -> (process: pid_t, input: Int32, output: Int32) {
        let (theirInput, ourInput) = try pipe()
        let theirOutput: Int32
        let ourOutput: Int32
        do throws(SpawnFailure) {
            (ourOutput, theirOutput) = try pipe()
        } catch {
            close(theirInput)
            close(ourInput)
            throw error
        }
        // A frame of 512 × 512 packs to some hundred kilobytes: one write instead of four.
        _ = fcntl(ourOutput, LinuxCalls.setPipeSize, 1 << 20)
        var process = pid_t()
        var code = start(executable, limits, theirInput, theirOutput, &process)
        // A program that is being replaced just now, by an upgrade say, is ready in a moment.
        for _ in 0..<20 where code == ETXTBSY {
            usleep(10_000)
            code = start(executable, limits, theirInput, theirOutput, &process)
        }
        close(theirInput)
        close(theirOutput)
        guard code == 0 else {
            close(ourInput)
            close(ourOutput)
            throw SpawnFailure(what: executable, code: code)
        }
        return (process, ourInput, ourOutput)
    }

    private static func start(
        _ executable: String, _ limits: DecodeLimits, _ input: Int32, _ output: Int32, _ process: inout pid_t
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        // What C libraries say of a file may quote it, and logs hold nothing of patients.
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        _ = LinuxCalls.addCloseFrom?(&actions, 3)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        // A group of its own: Ctrl-C at the server's terminal is for the server.
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP)
        )

        var environment = [
            "LANG=C.UTF-8", "SWIFT_BACKTRACE=enable=no", "VESALIUS_DECODE_MEMORY=\(limits.memory)",
            "VESALIUS_DECODE_PROCESSOR=\(limits.processor)",
        ]
        if let libraries = getenv("LD_LIBRARY_PATH") {
            environment.append("LD_LIBRARY_PATH=" + String(cString: libraries))
        }
        return withStrings([executable]) { arguments in
            withStrings(environment) { environment in
                posix_spawn(&process, executable, &actions, &attributes, arguments, environment)
            }
        }
    }

    /// A pipe whose ends are closed on exec and are not 0, 1 or 2, which the child's own ends would overwrite.
    private static func pipe() throws(SpawnFailure) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard LinuxCalls.pipe2?(&ends, O_CLOEXEC) == 0 else {
            throw SpawnFailure(what: "no pipe can be made", code: errno)
        }
        for index in ends.indices where ends[index] < 3 {
            let moved = fcntl(ends[index], F_DUPFD_CLOEXEC, 3)
            close(ends[index])
            guard moved >= 0 else {
                close(ends[1 - index])
                throw SpawnFailure(what: "no pipe can be made", code: EMFILE)
            }
            ends[index] = moved
        }
        return (ends[0], ends[1])
    }

    private static func withStrings<Value>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
    ) -> Value {
        let copies = strings.map { strdup($0) } + [nil]
        defer { for copy in copies { free(copy) } }
        return body(copies)
    }
}
