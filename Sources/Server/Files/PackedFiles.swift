import Compression
import Imaging
import NIOCore
import Synchronization

/// Files of the interface as gzip: packed when somebody first asks for one, kept until the file changes.
final class PackedFiles: Sendable {
    private struct Packed {
        let tag: String
        let bytes: ByteBuffer
    }

    private let kept = Mutex<[String: Packed]>([:])

    /// The file packed; what it is now is told by its entity tag.
    func packed(_ path: String, tag: String, read: () async throws -> ByteBuffer) async throws -> ByteBuffer {
        if let known = kept.withLock({ $0[path] }), known.tag == tag { return known.bytes }
        let bytes = ByteBuffer(bytes: Gzip.packed(Array(buffer: try await read())))
        kept.withLock { $0[path] = Packed(tag: tag, bytes: bytes) }
        return bytes
    }
}
