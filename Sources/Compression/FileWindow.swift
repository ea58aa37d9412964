#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file, or a part of one, that is read at any place by any thread at once.
package struct FileWindow: Sendable {
    /// Closes when the last window on it is gone. `pread` has no position that threads could share.
    private final class Descriptor: Sendable {
        let number: Int32

        init(_ number: Int32) { self.number = number }

        deinit { close(number) }
    }

    private let descriptor: Descriptor
    private let start: Int
    package let count: Int

    /// - Parameter followsLink: whether a symbolic link at `path` is taken for the file it names.
    /// - Returns: nil where there is no regular file that can be read.
    package init?(_ path: String, followsLink: Bool = true) {
        // Without O_NONBLOCK a pipe that nobody writes to would hold us for ever.
        let number = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followsLink ? 0 : O_NOFOLLOW))
        guard number >= 0 else { return nil }
        descriptor = Descriptor(number)
        var status = stat()
        guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        start = 0
        count = Int(status.st_size)
    }

    /// An open file without a name, empty: what is written to `descriptor` by `fill` can be read afterwards.
    package init?(unnamedIn folder: String, fill: (Int32) throws -> Void) rethrows {
        var template = Array((folder + "/vesalius-XXXXXX").utf8CString)
        let number = template.withUnsafeMutableBufferPointer { buffer -> Int32 in
            guard let base = buffer.baseAddress else { return -1 }
            let number = mkstemp(base)
            if number >= 0 { unlink(base) }
            return number
        }
        guard number >= 0 else { return nil }
        descriptor = Descriptor(number)
        try fill(number)
        var status = stat()
        guard fstat(number, &status) == 0 else { return nil }
        start = 0
        count = Int(status.st_size)
    }

    private init(_ other: FileWindow, _ range: Range<Int>) {
        descriptor = other.descriptor
        start = other.start + range.lowerBound
        count = range.count
    }

    /// A part of it; nil where it does not reach so far.
    package func part(at offset: Int, count: Int) -> FileWindow? {
        guard offset >= 0, count >= 0, offset <= self.count, count <= self.count - offset else { return nil }
        return FileWindow(self, offset..<offset + count)
    }

    /// Reads as much as there is and fits; fewer bytes only at the end.
    ///
    /// - Returns: nil where the system refuses.
    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        guard offset >= 0, offset < count, let base = buffer.baseAddress else { return offset < 0 ? nil : 0 }
        let whole = min(buffer.count, count - offset)
        var done = 0
        while done < whole {
            let got = pread(descriptor.number, base + done, whole - done, off_t(start + offset + done))
            if got < 0 {
                if errno == EINTR { continue }
                return nil
            }
            if got == 0 { break }
            done += got
        }
        return done
    }

    /// The bytes of a range, fewer where the file ends before; nil where the system refuses.
    package func bytes(at offset: Int, count: Int) -> [UInt8]? {
        guard offset >= 0, count >= 0 else { return nil }
        var refused = false
        let bytes = [UInt8](unsafeUninitializedCapacity: min(count, max(0, self.count - offset))) { buffer, filled in
            if let got = read(at: offset, into: UnsafeMutableRawBufferPointer(buffer)) {
                filled = got
            } else {
                refused = true
            }
        }
        return refused ? nil : bytes
    }
}
