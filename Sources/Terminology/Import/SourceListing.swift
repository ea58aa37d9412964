import Compression
import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Finds the files of a release and refuses what is no honest release.
struct SourceListing {
    private let limits: ReleaseSource.Limits
    private let scratch: String
    private(set) var entries: [ReleaseSource.Entry] = []
    private(set) var archives: [ZipArchive] = []
    private var total = 0

    init(limits: ReleaseSource.Limits, scratch: String) {
        self.limits = limits
        self.scratch = scratch
    }

    /// Lists what lies at a path.
    mutating func add(_ path: String) throws {
        let name = String(path.split(separator: "/").last ?? "/")
        guard let whole = Self.realPath(path) else { throw Self.failure(name, "there is no such file or folder") }
        var status = stat()
        guard stat(whole, &status) == 0 else { throw Self.failure(name, "it cannot be read") }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: try add(folder: whole, inside: whole, prefix: "")
        // What was brought itself gives no prefix: entries are called as in the archive.
        case S_IFREG: try add(file: whole, name: name, size: Int(status.st_size), prefix: "")
        default: throw Self.failure(name, "it is neither a file nor a folder")
        }
    }

    private mutating func add(folder: String, inside root: String, prefix: String) throws {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw Self.failure(prefix, "the folder cannot be read")
        }
        let present = Set(names)
        for name in names.sorted() where !Self.isPassedOver(name) {
            let (path, inner) = (folder + "/" + name, prefix + name)
            var status = stat()
            guard lstat(path, &status) == 0 else { throw Self.failure(inner, "it cannot be read") }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: try add(folder: path, inside: root, prefix: inner + "/")
            case S_IFREG:
                // An archive beside the folder it was unpacked to would bring everything twice.
                if Self.isArchiveName(name), present.contains(String(name.dropLast(4))) { continue }
                try add(file: path, name: inner, size: Int(status.st_size), prefix: inner + "/")
            case S_IFLNK:
                guard let target = Self.realPath(path), target.hasPrefix(root + "/") else {
                    throw Self.failure(inner, "it is a link that leads out of the folder")
                }
                guard stat(target, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                    throw Self.failure(inner, "it is a link, and not to a file")
                }
                try add(file: target, name: inner, size: Int(status.st_size), prefix: inner + "/")
            default: throw Self.failure(inner, "it is neither a file nor a folder")
            }
        }
    }

    private mutating func add(file path: String, name: String, size: Int, prefix: String) throws {
        guard Self.isArchiveName(name) else { return try add(.init(name: name, size: size, place: .file(path))) }
        guard let window = FileWindow(path, followsLink: false) else { throw Self.failure(name, "it cannot be read") }
        try add(archive: window, name: name, prefix: prefix, depth: 1)
    }

    private mutating func add(_ entry: ReleaseSource.Entry) throws {
        guard entries.count < limits.entries else {
            throw Self.failure(entry.name, "there are more than \(limits.entries) files")
        }
        total += entry.size
        guard total <= limits.total else {
            throw Self.failure(entry.name, "with it the files have more than \(limits.total) bytes")
        }
        entries.append(entry)
    }

    private mutating func add(archive window: FileWindow, name: String, prefix: String, depth: Int) throws {
        guard depth <= limits.depth else { throw Self.failure(name, "archives are packed in each other too deeply") }
        let archive: ZipArchive
        do {
            archive = try ZipArchive(window)
        } catch {
            throw Self.failure(name, error.reason)
        }
        let index = archives.count
        archives.append(archive)
        for (number, packed) in archive.entries.enumerated() {
            let inner = packed.name.replacing("\\", with: "/")
            let whole = prefix + inner
            try checkName(inner, whole)
            if inner.split(separator: "/").contains(where: { Self.isPassedOver(String($0)) }) { continue }
            if packed.isLink { throw Self.failure(whole, "it is a link") }
            guard packed.statedSize <= max(packed.packedSize * limits.ratio, limits.unweighed) else {
                throw Self.failure(whole, "it would unpack to \(packed.statedSize) bytes from \(packed.packedSize)")
            }
            guard Self.isArchiveName(inner) else {
                try add(.init(name: whole, size: packed.statedSize, place: .packed(archive: index, entry: number)))
                continue
            }
            try add(
                archive: opened(packed, of: archive, name: whole), name: whole, prefix: whole + "/", depth: depth + 1)
        }
    }

    private func checkName(_ inner: String, _ whole: String) throws {
        let parts = inner.split(separator: "/", omittingEmptySubsequences: false)
        guard !inner.hasPrefix("/"), !parts.contains(".."), !inner.utf8.contains(0),
            parts.first?.dropFirst().first != ":"
        else { throw Self.failure(whole, "the name leads out of the archive") }
    }

    /// An archive inside an archive: read in place where it was not packed again, else unpacked into a file without a name.
    private func opened(_ packed: ZipArchive.Entry, of archive: ZipArchive, name: String) throws -> FileWindow {
        if let window = archive.window(of: packed) { return window }
        do {
            let window = try FileWindow(unnamedIn: scratch) { descriptor in
                _ = try archive.unpack(packed, limit: min(packed.statedSize, limits.total - total)) { part in
                    try part.withUnsafeBytes { bytes in
                        var done = 0
                        while done < bytes.count {
                            let count = write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                            if count < 0, errno == EINTR { continue }
                            guard count > 0 else { throw Self.failure(name, "there is no room to unpack it") }
                            done += count
                        }
                    }
                }
            }
            guard let window else { throw Self.failure(name, "there is no place to unpack it: \(scratch)") }
            return window
        } catch let failure as ZipArchive.Failure {
            throw Self.failure(name, failure.reason)
        }
    }

    private static func isArchiveName(_ name: String) -> Bool {
        name.utf8.count > 4 && name.suffix(4).lowercased() == ".zip"
    }

    /// What programs leave behind: `.DS_Store`, `__MACOSX`.
    private static func isPassedOver(_ name: String) -> Bool { name.hasPrefix(".") || name == "__MACOSX" }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func failure(_ name: String, _ reason: String) -> ImportFailure {
        ImportFailure([ImportProblem(file: name, reason: reason)])
    }
}
