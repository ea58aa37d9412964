import Dispatch
import Foundation

/// The bytes of a file on disk, read piece by piece away from the threads that Swift's tasks share.
package struct FileChunks: AsyncSequence, Sendable {
    package typealias Element = [UInt8]

    /// Large enough that calls do not count, small enough for many at once.
    private static let size = 1 << 19
    private static let queue = DispatchQueue(label: "workspace.files", attributes: .concurrent)

    private let path: String

    package init(_ path: String) { self.path = path }

    package func makeAsyncIterator() -> Iterator { Iterator(path: path) }

    package struct Iterator: AsyncIteratorProtocol {
        private let path: String
        private var file: FileHandle?

        init(path: String) { self.path = path }

        package mutating func next() async throws -> [UInt8]? {
            let handle: FileHandle
            if let file {
                handle = file
            } else {
                guard let opened = FileHandle(forReadingAtPath: path) else {
                    throw Refusal(.unavailable, "A file that was uploaded cannot be read any more.")
                }
                handle = opened
                file = opened
            }
            let descriptor = handle.fileDescriptor
            return try await withCheckedThrowingContinuation { continuation in
                FileChunks.queue.async {
                    let bytes = [UInt8](unsafeUninitializedCapacity: FileChunks.size) { buffer, filled in
                        var count = read(descriptor, buffer.baseAddress, FileChunks.size)
                        while count < 0, errno == EINTR {
                            count = read(descriptor, buffer.baseAddress, FileChunks.size)
                        }
                        filled = Swift.max(0, count)
                        if count < 0 { filled = 0 }
                    }
                    continuation.resume(returning: bytes.isEmpty ? nil : bytes)
                }
            }
        }
    }
}
