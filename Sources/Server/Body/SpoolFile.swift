import Foundation
import NIOCore
import NIOPosix
import Workspace

/// A file in the spool folder that a body is written to; removed unless it was handed over.
///
/// Writes go to NIO's thread pool, never to an event loop.
final class SpoolFile: Sendable {
    let path: String
    private let descriptor: Int32

    init(in folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        path = folder + "/" + UUID().uuidString
        descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw SpoolError(code: errno) }
    }

    deinit { close(descriptor) }

    func write(_ bytes: [UInt8]) async throws {
        guard !bytes.isEmpty else { return }
        try await NIOThreadPool.singleton.runIfActive { [descriptor] in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
                if count < 0 {
                    if errno == EINTR { continue }
                    throw SpoolError(code: errno)
                }
                rest = rest.dropFirst(count)
            }
        }
    }
}

/// The spool folder cannot take an upload.
struct SpoolError: DomainError {
    let code: Int32

    var refusal: Refusal {
        Refusal(.unavailable, "The upload could not be written to disk: \(String(cString: strerror(code))).")
    }
}
