import Foundation
import Imaging
import Testing

/// The worker that was built beside these tests.
enum RealWorker {
    static var executable: String {
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: program).deletingLastPathComponent().path + "/vesalius-decode"
    }

    static func pool(workers: Int = 1, _ change: (inout DecodeLimits) -> Void = { _ in }) -> DecodePool {
        var limits = DecodeLimits()
        change(&limits)
        return DecodePool(executable: executable, workers: workers, limits: limits)
    }

    static func failure(_ body: () async throws(DecodeFailure) -> some Any) async -> DecodeFailure? {
        do throws(DecodeFailure) {
            _ = try await body()
            return nil
        } catch {
            return error
        }
    }
}

/// Files of a test's own.
final class SampleFiles: Sendable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "vesalius-decode-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ bytes: [UInt8], as name: String) throws -> DecodeSource {
        let path = folder.appending(path: name)
        try Data(bytes).write(to: path)
        return DecodeSource(path: path.path)
    }

    /// The real samples, where the machine has them.
    static let imaging: URL? = {
        let named = ProcessInfo.processInfo.environment["VESALIUS_TEST_DATA"].map { URL(fileURLWithPath: $0) }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = (named ?? root.deletingLastPathComponent().appending(path: "shared/data")).appending(
            path: "imaging")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()
}

extension RasterCheck {
    /// What a whole picture says of itself, when it tells the truth.
    static func check(_ bytes: [UInt8]) throws -> RasterHeader {
        var check = RasterCheck()
        try check.feed(bytes)
        return try check.finish()
    }
}
