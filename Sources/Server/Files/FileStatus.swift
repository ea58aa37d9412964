import Foundation

/// What the system says of an open file.
struct FileStatus {
    let isRegular: Bool
    let size: Int
    /// Nanoseconds since 1970 of the last change.
    let changedAt: Int

    init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        isRegular = status.st_mode & S_IFMT == S_IFREG
        size = Int(status.st_size)
        #if canImport(Darwin)
            let changed = status.st_mtimespec
        #else
            let changed = status.st_mtim
        #endif
        changedAt = Int(changed.tv_sec) * 1_000_000_000 + Int(changed.tv_nsec)
    }
}
