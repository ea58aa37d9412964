import Glibc

/// What the worker forbids itself before it reads a byte that a stranger wrote.
enum SelfLimits {
    /// - Parameters:
    ///   - memory: bytes of address space; an allocation beyond them fails, which ends the process.
    static func set(memory: Int) {
        closeInherited()
        limit(Int32(RLIMIT_AS.rawValue), memory)
        limit(Int32(RLIMIT_CORE.rawValue), 0)
        limit(Int32(RLIMIT_NOFILE.rawValue), 64)
        // The worker writes to its pipe only. What a library says to a standard error that is a file is dropped, and no signal.
        signal(SIGXFSZ, SIG_IGN)
        limit(Int32(RLIMIT_FSIZE.rawValue), 0)
        keepMemory()
        process(setDeathSignal, UInt(SIGKILL))
        process(setNoNewPrivileges, 1)
        // Decoding must not make a person's click wait.
        _ = nice(5)
    }

    /// Gives the next request so many seconds of processor time: SIGXCPU ends what uses more.
    static func renewProcessorTime(_ seconds: Int) {
        var used = timespec()
        clock_gettime(clockid_t(CLOCK_PROCESS_CPUTIME_ID), &used)
        var now = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &now) == 0 else { return }
        now.rlim_cur = min(now.rlim_max, rlim_t(used.tv_sec + seconds + 1))
        setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &now)
    }

    /// Lets a program of a shell write its output files.
    static func setForShell(memory: Int) {
        limit(Int32(RLIMIT_AS.rawValue), memory)
        limit(Int32(RLIMIT_CORE.rawValue), 0)
    }

    private static func limit(_ resource: Int32, _ value: Int) {
        var limit = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
        setrlimit(__rlimit_resource_t(UInt32(resource)), &limit)
    }

    /// Descriptors beyond the three standard ones, in case who started us had no way to close them.
    private static func closeInherited() {
        guard let folder = opendir("/proc/self/fd") else { return }
        var open: [Int32] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let number = Int32(name), number > 2, number != dirfd(folder) { open.append(number) }
        }
        closedir(folder)
        for number in open { close(number) }
    }

    /// Keeps what was freed for the next frame. By default glibc gives every array of more than 128 kB back to the system, and
    /// the next one pays with page faults.
    private static func keepMemory() {
        typealias Option = @convention(c) (Int32, Int32) -> Int32
        guard let symbol = dlsym(nil, "mallopt") else { return }
        let option = unsafeBitCast(symbol, to: Option.self)
        let (mapThreshold, trimThreshold): (Int32, Int32) = (-3, -1)
        _ = option(mapThreshold, 32 << 20)
        _ = option(trimThreshold, 128 << 20)
    }

    private static let setDeathSignal: Int32 = 1
    private static let setNoNewPrivileges: Int32 = 38

    /// prctl(2), which takes a variable number of arguments and so is not imported; on x86-64 and arm64 a call with five
    /// whole ones is the same call.
    private static func process(_ option: Int32, _ value: UInt) {
        typealias Control = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
        guard let symbol = dlsym(nil, "prctl") else { return }
        _ = unsafeBitCast(symbol, to: Control.self)(option, value, 0, 0, 0)
    }
}
