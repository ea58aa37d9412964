#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Blobs as files: `ab/cd/abcd….`
///
/// A blob is written under a temporary name, flushed, renamed and its folder flushed, in this order, so that a name
/// that can be seen always has all its bytes. What a kill left half written is swept away at the next start.
package struct FolderBlobStore: BlobStore {
    /// The moments at which a kill leaves different things behind.
    enum Step: CaseIterable { case began, written, flushed, moved, done }

    private let root: String
    private let incoming: String
    private let files = FileQueue()
    private let onStep: @Sendable (Step) -> Void

    /// Enough that the calls do not count, little enough for many streams at once.
    private static let chunk = 1 << 17

    /// Opens the folder, making it where it is not there; its parent is.
    package init(_ path: String) throws { try self.init(path, onStep: { _ in }) }

    init(_ path: String, onStep: @escaping @Sendable (Step) -> Void) throws {
        root = path
        incoming = path + "/incoming"
        self.onStep = onStep
        try File.makeFolder(root)
        try File.makeFolder(incoming)
        try sweep()
    }

    package func put<Chunks: AsyncSequence>(_ chunks: Chunks, limit: Int?) async throws -> StoredBlob
    where Chunks.Element: Sequence<UInt8> {
        let name = "\(incoming)/\(UInt64.random(in: 0 ... .max))"
        do {
            return try await receive(chunks, limit: limit, into: name)
        } catch {
            _ = try? await files.run { try File.remove(name) }
            throw error
        }
    }

    package func open(_ id: BlobID, range: Range<Int>?) async throws -> BlobBytes {
        let path = path(of: id)
        let (file, size) = try await files.run {
            do {
                let file = try File(path, O_RDONLY)
                return (file, try file.size())
            } catch is File.NotFound { throw BlobError.missing(id) }
        }
        let range = (range ?? 0..<size).clamped(to: 0..<size)
        return BlobBytes(count: range.count) { [files] offset in
            try await files.run {
                let start = range.lowerBound + offset
                let bytes = try file.read(at: start, count: min(Self.chunk, range.upperBound - start))
                // Shorter than it was when it was opened.
                if bytes.isEmpty { throw BlobError.damaged(id) }
                return bytes
            }
        }
    }

    package func localPath(of id: BlobID) async throws -> String {
        guard try await size(of: id) != nil else { throw BlobError.missing(id) }
        return path(of: id)
    }

    package func size(of id: BlobID) async throws -> Int? {
        let path = path(of: id)
        return try await files.run {
            do { return try File(path, O_RDONLY).size() } catch is File.NotFound { return nil }
        }
    }

    package func delete(_ id: BlobID) async throws {
        let path = path(of: id)
        try await files.run {
            try File.remove(path)
            do { try File.flushFolder(File.parent(of: path)) } catch is File.NotFound {}
        }
    }

    package func list(after id: BlobID?, limit: Int) async throws -> [BlobID] {
        try await files.run { [root] in
            let start = id?.hex ?? ""
            var found: [BlobID] = []
            for outer in try File.names(in: root) where outer.utf8.count == 2 && outer >= start.prefix(2) {
                for inner in try File.names(in: "\(root)/\(outer)") where outer + inner >= start.prefix(4) {
                    for name in try File.names(in: "\(root)/\(outer)/\(inner)") where name > start {
                        guard let id = BlobID(hex: name) else { continue }
                        found.append(id)
                        if found.count >= limit { return found }
                    }
                }
            }
            return found
        }
    }

    private func path(of id: BlobID) -> String {
        let outer = id.hex.prefix(2)
        let inner = id.hex.dropFirst(2).prefix(2)
        return "\(root)/\(outer)/\(inner)/\(id.hex)"
    }

    private func receive<Chunks: AsyncSequence>(
        _ chunks: Chunks,
        limit: Int?,
        into name: String
    ) async throws -> StoredBlob where Chunks.Element: Sequence<UInt8> {
        let file = try await files.run {
            let file = try File(name, O_WRONLY | O_CREAT | O_EXCL)
            // Tells the sweeper of another process that this one lives.
            _ = file.lock()
            onStep(.began)
            return file
        }
        var hash = BlobHash()
        var size = 0
        for try await chunk in chunks {
            let bytes = Array(chunk)
            size += bytes.count
            if let limit, size > limit { throw BlobError.tooLarge(limit: limit) }
            hash = try await files.run { [hash] in
                var hash = hash
                hash.update(bytes)
                try file.write(bytes)
                return hash
            }
        }
        let blob = StoredBlob(id: hash.id(), size: size)
        try await files.run { try keep(file, name, as: blob) }
        return blob
    }

    private func keep(_ file: File, _ name: String, as blob: StoredBlob) throws {
        onStep(.written)
        try file.flush()
        onStep(.flushed)
        let path = path(of: blob.id)
        let folder = File.parent(of: path)
        try File.makeFolder(File.parent(of: folder))
        try File.makeFolder(folder)
        // The same bytes may be there already; putting them again also mends a file that was damaged.
        try File.move(name, to: path)
        onStep(.moved)
        try File.flushFolder(folder)
        onStep(.done)
    }

    /// Removes what nobody writes any more.
    private func sweep() throws {
        for name in try File.names(in: incoming) {
            let path = "\(incoming)/\(name)"
            do {
                if try File(path, O_RDWR).lock() { try File.remove(path) }
            } catch is File.NotFound {}
        }
    }
}
