import Glibc
import Imaging

/// Files as bytes, opened for reading only.
enum FileBytes {
    /// A whole file, or its beginning.
    static func read(_ path: String, limit: Int, isBeginning: Bool = false) throws(DecodeFailure) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw .missing(reason: "the file cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .missing(reason: "this is not a regular file")
        }
        let size = Int(status.st_size)
        guard size <= limit || isBeginning else { throw .tooLarge(reason: "the file has \(size) bytes") }
        let wanted = min(size, limit)
        return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            while filled < wanted {
                let got = Glibc.read(file, buffer.baseAddress.map { $0 + filled }, wanted - filled)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { return }
                filled += got
            }
        }
    }

    /// What tells one state of a file from another: its inode, size and time.
    static func identity(_ path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return "\(status.st_dev)/\(status.st_ino)/\(status.st_size)/\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }
}
