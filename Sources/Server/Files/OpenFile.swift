import Foundation
import Hummingbird
import NIOCore
import NIOPosix
import Workspace

/// A regular file open for reading; reads go to NIO's thread pool.
final class OpenFile: Sendable {
    let path: String
    let size: Int
    /// Changes whenever the file does.
    let entityTag: String
    private let descriptor: Int32

    private static let pieceSize = 256 << 10

    /// Opens a file; nil where there is no regular file or the last component is a symbolic link.
    init?(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        guard let status = FileStatus(descriptor: descriptor), status.isRegular else {
            close(descriptor)
            return nil
        }
        self.path = path
        self.descriptor = descriptor
        size = status.size
        entityTag = "\"" + String(status.changedAt, radix: 36) + "-" + String(status.size, radix: 36) + "\""
    }

    deinit { close(descriptor) }

    /// The first bytes, to tell what the file is.
    func head(_ count: Int = 512) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        return Array(bytes.prefix(max(0, read)))
    }

    /// A response's body of a part of the file.
    func body(_ range: Range<Int>) -> ResponseBody {
        ResponseBody(contentLength: range.count) { writer in
            var position = range.lowerBound
            while position < range.upperBound {
                let piece = try await self.read(at: position, count: min(Self.pieceSize, range.upperBound - position))
                // The file became shorter: the client sees a body cut off, not a wrong one.
                guard piece.readableBytes > 0 else { throw CutFile() }
                position += piece.readableBytes
                try await writer.write(piece)
            }
            try await writer.finish(nil)
        }
    }

    /// All of a small file.
    func bytes() async throws -> ByteBuffer { try await read(at: 0, count: size) }

    private func read(at position: Int, count: Int) async throws -> ByteBuffer {
        try await NIOThreadPool.singleton.runIfActive { [descriptor] in
            var buffer = ByteBufferAllocator().buffer(capacity: count)
            buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
                max(0, pread(descriptor, space.baseAddress, count, off_t(position)))
            }
            return buffer
        }
    }

    private struct CutFile: Error {}
}
