#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An index file in memory: mapped, read-only, its sections found by name.
///
/// `@unchecked Sendable`: nothing writes through it, and the memory lives as long as the object.
package final class IndexFile: @unchecked Sendable {
    package let path: String
    private let descriptor: CInt
    private let memory: UnsafeRawBufferPointer
    let entries: [FileLayout.Entry]

    /// Maps a file and reads its header and table, which are whole when this returns; the sections are not looked at.
    package init(_ path: String) throws(IndexFailure) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        var address: UnsafeMutableRawPointer?
        var length = 0
        do throws(IndexFailure) {
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                throw .unreadable(path: path, reason: "it is not a regular file")
            }
            length = Int(status.st_size)
            guard length >= FileLayout.headerSize else { throw .notAnIndex(path: path) }
            address = mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, 0)
            guard let address, address != MAP_FAILED else {
                throw .unreadable(path: path, reason: String(cString: strerror(errno)))
            }
            // A query touches pages here and there: reading ahead would only fill memory.
            madvise(address, length, MADV_RANDOM)
            let memory = UnsafeRawBufferPointer(start: address, count: length)
            entries = try Self.table(memory, path)
            self.memory = memory
        } catch {
            if let address, address != MAP_FAILED { munmap(address, length) }
            close(descriptor)
            throw error
        }
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: memory.baseAddress), memory.count)
        close(descriptor)
    }

    /// The length of the file in bytes.
    package var byteCount: Int { memory.count }

    /// The names of all sections and how long each is, in the order of the file.
    package var sections: [(name: SectionName, length: Int)] { entries.map { ($0.name, $0.length) } }

    /// A column of numbers that was written with the same type.
    package func column<Number>(_ name: SectionName, as type: Number.Type = Number.self) throws(IndexFailure)
        -> Column<Number>
    {
        let entry = try entry(name)
        guard entry.width == MemoryLayout<Number>.size, entry.length % entry.width == 0 else {
            throw damaged(name, "its numbers have \(entry.width) bytes, not \(MemoryLayout<Number>.size)")
        }
        return Column(UnsafeBufferPointer(rebasing: bytes(entry).bindMemory(to: Number.self)[...]))
    }

    /// A column of numbers of which the count is known.
    package func column<Number>(
        _ name: SectionName, as type: Number.Type = Number.self, count: Int
    ) throws(IndexFailure) -> Column<Number> {
        let column: Column<Number> = try column(name)
        guard column.count == count else { throw damaged(name, "it has \(column.count) rows, not \(count)") }
        return column
    }

    func entry(_ name: SectionName) throws(IndexFailure) -> FileLayout.Entry {
        guard let entry = entries.first(where: { $0.name == name }) else { throw damaged(name, "it is missing") }
        return entry
    }

    func has(_ name: SectionName) -> Bool { entries.contains { $0.name == name } }

    /// The bytes of a section; the table has been checked, so they are there.
    func bytes(_ entry: FileLayout.Entry) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: memory[entry.offset..<entry.offset + entry.length])
    }

    func damaged(_ name: SectionName, _ reason: String) -> IndexFailure {
        .damaged(path: path, part: name.description, reason: reason)
    }

    /// Reads a part of the file past the mapping, so that a check of everything leaves nothing resident.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Bool {
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
            if count > 0 { done += count } else if count == 0 || errno != EINTR { return false }
        }
        return true
    }

    private static func table(_ memory: UnsafeRawBufferPointer, _ path: String) throws(IndexFailure)
        -> [FileLayout.Entry]
    {
        func word(_ offset: Int) -> UInt64 { memory.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
        guard word(0) == FileLayout.magic else { throw .notAnIndex(path: path) }
        let format = UInt32(truncatingIfNeeded: word(8))
        guard format == FileLayout.format else {
            throw .otherFormat(path: path, found: format, expected: FileLayout.format)
        }
        func damaged(_ part: String, _ reason: String) -> IndexFailure {
            .damaged(path: path, part: part, reason: reason)
        }
        guard Checksum.of(UnsafeRawBufferPointer(rebasing: memory[0..<40])) == word(40) else {
            throw damaged("header", "its checksum differs")
        }
        guard word(32) == UInt64(memory.count) else {
            throw damaged("header", "the file has \(memory.count) bytes, but was written with \(word(32))")
        }
        let count = Int(word(8) >> 32)
        let (start, length) = (Int(clamping: word(16)), count * FileLayout.entrySize)
        guard count <= FileLayout.mostSections, start >= FileLayout.headerSize, start <= memory.count,
            start + length == memory.count,
            start % FileLayout.alignment == 0,
            Checksum.ofSection(UnsafeRawBufferPointer(rebasing: memory[start...])) == word(24)
        else { throw damaged("table of sections", "its checksum differs") }
        var entries: [FileLayout.Entry] = []
        for index in 0..<count {
            let at = start + index * FileLayout.entrySize
            let entry = FileLayout.Entry(
                name: SectionName(rawValue: word(at)), offset: Int(clamping: word(at + 8)),
                length: Int(clamping: word(at + 16)), checksum: word(at + 24),
                width: Int(word(at + 32) & 0xFFFF_FFFF), constant: UInt32(truncatingIfNeeded: word(at + 32) >> 32))
            let (end, overflows) = entry.offset.addingReportingOverflow(entry.length)
            guard entry.offset >= FileLayout.headerSize, entry.offset % FileLayout.alignment == 0, !overflows,
                end <= start
            else { throw damaged(entry.name.description, "it lies outside the file") }
            entries.append(entry)
        }
        return entries
    }
}
