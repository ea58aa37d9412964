/// Keeps the bytes of images, documents and other large things, each once, under the hash of its content.
package protocol BlobStore: Sendable {
    /// Stores a stream of byte chunks and returns when it is safe on disk; the same bytes twice are one blob.
    ///
    /// More than `limit` bytes are refused while they arrive (``BlobError/tooLarge(limit:)``); nothing of them stays.
    func put<Chunks: AsyncSequence>(_ chunks: Chunks, limit: Int?) async throws -> StoredBlob
    where Chunks.Element: Sequence<UInt8>

    /// The bytes of a blob, or those of a range of it (clamped to its end), in chunks.
    func open(_ id: BlobID, range: Range<Int>?) async throws -> BlobBytes

    /// A file on this machine with the bytes of a blob, for programs that read files by name. It may be read while the
    /// blob is in the store, and never written.
    func localPath(of id: BlobID) async throws -> String

    /// How many bytes a blob has; nil when there is none of that name.
    func size(of id: BlobID) async throws -> Int?

    /// Removes a blob; one that is not there is no error.
    func delete(_ id: BlobID) async throws

    /// The next blobs in the order of their ids.
    func list(after id: BlobID?, limit: Int) async throws -> [BlobID]
}

/// What ``BlobStore/put(_:limit:)`` stored.
package struct StoredBlob: Sendable, Equatable {
    package let id: BlobID
    package let size: Int
}

extension BlobStore {
    /// Stores bytes that are in memory already.
    package func put(_ bytes: [UInt8]) async throws -> StoredBlob {
        try await put(
            AsyncStream([UInt8].self) {
                $0.yield(bytes); $0.finish()
            }, limit: nil)
    }

    /// Whether there is a blob of that name.
    package func exists(_ id: BlobID) async throws -> Bool { try await size(of: id) != nil }

    /// All of a blob, for those known to be small.
    package func bytes(of id: BlobID) async throws -> [UInt8] {
        var result: [UInt8] = []
        for try await chunk in try await open(id, range: nil) { result += chunk }
        return result
    }

    /// Reads a blob and throws ``BlobError/damaged(_:)`` when it is not what its name says.
    package func verify(_ id: BlobID) async throws {
        var hash = BlobHash()
        for try await chunk in try await open(id, range: nil) { hash.update(chunk) }
        if hash.id() != id { throw BlobError.damaged(id) }
    }
}
