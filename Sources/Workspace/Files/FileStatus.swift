import Foundation

/// What the system says of an open file.
///
/// Here and not in the server: beside SwiftNIO's modules the compiler takes `stat` for one of theirs.
package struct FileStatus {
    package let isRegular: Bool
    package let size: Int
    /// Nanoseconds since 1970 of the last change.
    package let changedAt: Int

    package init?(descriptor: Int32) {
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
