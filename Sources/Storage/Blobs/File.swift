#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An open file, or folder, closed with the value.
final class File: Sendable {
    private let descriptor: CInt
    private let path: String

    init(_ path: String, _ flags: CInt) throws {
        descriptor = try File.retrying { open(path, flags | O_CLOEXEC, 0o600) }
        self.path = path
    }

    deinit { close(descriptor) }

    func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let count = try File.retrying("write") { systemWrite(descriptor, part.baseAddress, part.count) }
                rest = rest.dropFirst(count)
            }
        }
    }

    func read(at offset: Int, count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = try File.retrying("read") { pread(descriptor, buffer.baseAddress, count, off_t(offset)) }
        }
    }

    /// Returns when the content (of a folder: its names) is on disk. A failure is final: trying the same flush again
    /// would only seem to succeed.
    func flush() throws {
        #if canImport(Darwin)
            try File.retrying("fsync") { fcntl(descriptor, F_FULLFSYNC) }
        #else
            try File.retrying("fsync") { fsync(descriptor) }
        #endif
    }

    /// Whether nobody else holds the file; held until it is closed, also by a kill.
    func lock() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

    func size() throws -> Int {
        var status = stat()
        try File.retrying("fstat") { fstat(descriptor, &status) }
        return Int(status.st_size)
    }

    static func flushFolder(_ path: String) throws { try File(path, O_RDONLY | O_DIRECTORY).flush() }

    /// Makes a folder whose parent is there; one that exists is no error.
    static func makeFolder(_ path: String) throws {
        if mkdir(path, 0o700) == 0 {
            try flushFolder(path.split(separator: "/").count > 1 ? parent(of: path) : "/")
        } else if errno != EEXIST {
            throw failure("mkdir")
        }
    }

    static func move(_ old: String, to new: String) throws { try retrying("rename") { rename(old, new) } }

    /// A name that is not there is no error.
    static func remove(_ path: String) throws {
        if unlink(path) != 0, errno != ENOENT { throw failure("unlink") }
    }

    /// The names in a folder, in order; none where there is no such folder.
    static func names(in path: String) throws -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return [] }
            throw failure("opendir")
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
                start.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    static func parent(of path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }

    /// Repeats a call that a signal interrupted and throws on any other failure.
    @discardableResult
    private static func retrying<Answer: SignedInteger>(
        _ call: String = "open",
        _ body: () -> Answer
    ) throws -> Answer {
        while true {
            let answer = body()
            if answer >= 0 { return answer }
            if errno == EINTR { continue }
            if errno == ENOENT, call == "open" { throw NotFound() }
            throw failure(call)
        }
    }

    private static func failure(_ call: String) -> BlobError {
        .diskFailure(reason: "\(call): \(String(cString: strerror(errno)))")
    }

    /// There is no file of that name.
    struct NotFound: Error {}
}

/// `write`, which the method of that name hides.
private func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
