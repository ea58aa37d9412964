import Glibc

/// Calls of the C library that its module does not declare to Swift, looked up by name; nil where a library is too old.
enum LinuxCalls {
    /// pipe2(2): both ends are closed on exec from the first moment on, so that no process started meanwhile keeps one.
    static let pipe2 = function("pipe2", as: (@convention(c) (UnsafeMutablePointer<Int32>, Int32) -> Int32).self)

    /// posix_spawn_file_actions_addclosefrom_np(3), glibc 2.34. Without it the worker closes what it inherited itself.
    static let addCloseFrom = function(
        "posix_spawn_file_actions_addclosefrom_np",
        as: (@convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32).self
    )

    /// F_SETPIPE_SZ of fcntl(2).
    static let setPipeSize: Int32 = 1031

    private static func function<Function>(_ name: String, as type: Function.Type) -> Function? {
        // RTLD_DEFAULT is the null handle.
        dlsym(nil, name).map { unsafeBitCast($0, to: type) }
    }
}
