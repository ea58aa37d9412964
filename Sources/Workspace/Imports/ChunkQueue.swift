import Storage

/// The chunks of a source, one at a time.
struct ChunkQueue {
    private enum Place {
        case memory([UInt8]?)
        case file(FileChunks.Iterator)
        case blob(BlobID, BlobBytes.AsyncIterator?)
    }

    private var place: Place
    private let blobs: any BlobStore

    init(_ source: ImportSource, _ blobs: any BlobStore) {
        self.blobs = blobs
        place =
            switch source.bytes {
            case .memory(let bytes): .memory(bytes)
            case .file(let path): .file(FileChunks(path).makeAsyncIterator())
            case .blob(let id): .blob(id, nil)
            }
    }

    mutating func next() async throws -> [UInt8]? {
        switch place {
        case .memory(let bytes):
            place = .memory(nil)
            return bytes
        case .file(var iterator):
            defer { place = .file(iterator) }
            return try await iterator.next()
        case .blob(let id, let opened):
            var iterator: BlobBytes.AsyncIterator
            if let opened {
                iterator = opened
            } else {
                iterator = try await blobs.open(id, range: nil).makeAsyncIterator()
            }
            defer { place = .blob(id, iterator) }
            return try await iterator.next()
        }
    }
}
