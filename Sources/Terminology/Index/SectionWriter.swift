internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes an index file section by section, beside its final name, and renames it when all is on disk.
///
/// Sections may come from several threads at once: each is given its place first and is then written without a lock.
/// A writer that goes away before `finish` takes its file with it. What it throws are `IndexFailure`s.
package final class SectionWriter: Sendable {
    private let path: String
    private let temporary: String
    private let descriptor: CInt
    private let state = Mutex(State())

    private struct State {
        var end = FileLayout.headerSize
        var entries: [FileLayout.Entry] = []
        var isFinished = false
    }

    package init(_ path: String) throws {
        self.path = path
        temporary = path + ".part"
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure() }
    }

    deinit {
        close(descriptor)
        if !state.withLock({ $0.isFinished }) { unlink(temporary) }
    }

    /// Writes a column of numbers as they lie in memory.
    package func write<Number: FixedWidthInteger & BitwiseCopyable>(
        _ name: SectionName, _ column: [Number]
    ) throws {
        try column.withUnsafeBytes { bytes in
            try write(name, width: MemoryLayout<Number>.size, bytes)
        }
    }

    /// Writes a section of bytes.
    ///
    /// - Parameters:
    ///   - width: bytes of an element, which the reader must ask for again.
    ///   - constant: kept in the table beside the section.
    package func write(
        _ name: SectionName, width: Int, constant: UInt32 = 0, _ bytes: UnsafeRawBufferPointer
    ) throws {
        let offset = state.withLock { state in
            let offset = state.end
            state.end = FileLayout.aligned(offset + bytes.count)
            return offset
        }
        try put(bytes, at: offset)
        let entry = FileLayout.Entry(
            name: name, offset: offset, length: bytes.count, checksum: Checksum.ofSection(bytes), width: width,
            constant: constant)
        state.withLock { $0.entries.append(entry) }
    }

    /// Writes the table and the header, waits until all is on disk, and gives the file its name.
    ///
    /// - Returns: the length of the file.
    @discardableResult
    package func finish() throws -> Int {
        let (entries, tableOffset) = state.withLock { ($0.entries.sorted { $0.offset < $1.offset }, $0.end) }
        var table: [UInt64] = []
        for entry in entries {
            table += [
                entry.name.rawValue, UInt64(entry.offset), UInt64(entry.length), entry.checksum,
                UInt64(entry.width) | UInt64(entry.constant) << 32,
            ]
        }
        let whole = tableOffset + table.count * 8
        try table.withUnsafeBytes { bytes in try put(bytes, at: tableOffset) }
        var header: [UInt64] = [
            FileLayout.magic, UInt64(FileLayout.format) | UInt64(entries.count) << 32, UInt64(tableOffset),
            table.withUnsafeBytes { Checksum.ofSection($0) }, UInt64(whole),
        ]
        header.append(header.withUnsafeBytes { Checksum.of($0) })
        header += [0, 0]
        try header.withUnsafeBytes { bytes in try put(bytes, at: 0) }
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw failure() }
        state.withLock { $0.isFinished = true }
        // The name is on disk when its folder is.
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw failure() }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw failure() }
        return whole
    }

    private func put(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
            if count > 0 { done += count } else if errno != EINTR { throw failure() }
        }
    }

    private func failure() -> IndexFailure {
        .unwritable(path: path, reason: String(cString: strerror(errno)))
    }
}
