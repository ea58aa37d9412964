import Dispatch
import Foundation
import Synchronization

/// Forms of frames that were made once and are kept in a folder: wire frames, pictures, tiles.
///
/// All of it can be made anew: the folder may be emptied at any time and belongs in no backup. What was not asked for
/// longest goes first when there is more than the limit.
package final class Renditions: Sendable {
    private struct State {
        var making: [String: Task<[UInt8], any Error>] = [:]
        /// Bytes in the folder; nil until it was counted.
        var total: Int?
        var isTrimming = false
    }

    private static let queue = DispatchQueue(label: "workspace.renditions", attributes: .concurrent)

    private let folder: String
    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: the most bytes that are kept.
    package init(folder: String, limit: Int) {
        self.folder = folder
        self.limit = limit
    }

    /// The rendition of that name: as it is kept, or made now. Two who ask at once wait for one making.
    func bytes(
        _ key: RenditionKey, make: @escaping @Sendable () async throws -> [UInt8]
    ) async throws -> [UInt8] {
        if let kept = await kept(key) { return kept }
        let task = state.withLock { state -> Task<[UInt8], any Error> in
            if let running = state.making[key.name] { return running }
            // Waited for by everybody who asked; it goes on when one of them goes away.
            let task = Task {
                defer { self.state.withLock { $0.making[key.name] = nil } }
                if let kept = await self.kept(key) { return kept }
                let bytes = try await make()
                await self.keep(bytes, key)
                return bytes
            }
            state.making[key.name] = task
            return task
        }
        return try await task.value
    }

    /// Whether it is there already.
    func has(_ key: RenditionKey) async -> Bool {
        let path = path(key)
        return await Self.run { access(path, R_OK) == 0 }
    }

    /// Removes what is kept of some files.
    func forget(blobs: [String]) async {
        await Self.run { [folder] in
            for blob in blobs {
                try? FileManager.default.removeItem(atPath: "\(folder)/\(blob.prefix(2))/\(blob)")
            }
        }
        state.withLock { $0.total = nil }
    }

    /// The names of the blobs that something is kept of.
    func blobs() async -> [String] {
        await Self.run { [folder] in
            let files = FileManager.default
            let outer = (try? files.contentsOfDirectory(atPath: folder)) ?? []
            return outer.flatMap { (try? files.contentsOfDirectory(atPath: "\(folder)/\($0)")) ?? [] }
        }
    }

    private func path(_ key: RenditionKey) -> String { "\(folder)/\(key.blob.prefix(2))/\(key.blob)/\(key.form)" }

    private func kept(_ key: RenditionKey) async -> [UInt8]? {
        let path = path(key)
        return await Self.run {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
            defer { close(descriptor) }
            guard let status = FileStatus(descriptor: descriptor), status.size > 0 else { return nil }
            var filled = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: status.size) { buffer, count in
                while filled < status.size {
                    let part = read(descriptor, buffer.baseAddress?.advanced(by: filled), status.size - filled)
                    if part <= 0 { break }
                    filled += part
                }
                count = filled
            }
            // After a power cut a name may stand over zeros: no form of a frame begins with one.
            guard filled == status.size, bytes[0] != 0 else { return nil }
            // Asked for now: the last to go.
            futimens(descriptor, nil)
            return bytes
        }
    }

    private func keep(_ bytes: [UInt8], _ key: RenditionKey) async {
        let path = path(key)
        let isKept = await Self.run {
            let folder = path[..<(path.lastIndex(of: "/") ?? path.endIndex)]
            try? FileManager.default.createDirectory(atPath: String(folder), withIntermediateDirectories: true)
            let part = "\(path).\(UInt64.random(in: 0 ... .max))"
            let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { return false }
            let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            close(descriptor)
            guard written == bytes.count, rename(part, path) == 0 else {
                // A full disk costs the copy, not the answer.
                unlink(part)
                return false
            }
            return true
        }
        guard isKept else { return }
        let mustTrim = state.withLock { state -> Bool in
            if let total = state.total { state.total = total + bytes.count }
            guard !state.isTrimming, state.total.map({ $0 > limit }) ?? true else { return false }
            state.isTrimming = true
            return true
        }
        if mustTrim { await trim() }
    }

    /// Counts the folder and, where it is over the limit, removes what was asked for longest ago, a tenth more than need be.
    private func trim() async {
        let total = await Self.run { [folder, limit] in
            var files: [(path: String, size: Int, at: Int)] = []
            var total = 0
            let walk = FileManager.default.enumerator(atPath: folder)
            while let name = walk?.nextObject() as? String {
                let path = folder + "/" + name
                let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
                guard descriptor >= 0 else { continue }
                defer { close(descriptor) }
                guard let status = FileStatus(descriptor: descriptor), status.isRegular else { continue }
                files.append((path, status.size, status.changedAt))
                total += status.size
            }
            guard total > limit else { return total }
            for file in files.sorted(by: { $0.at < $1.at }) where total > limit / 10 * 9 {
                if unlink(file.path) == 0 { total -= file.size }
            }
            return total
        }
        state.withLock { state in
            state.total = total
            state.isTrimming = false
        }
    }

    private static func run<T: Sendable>(_ body: @escaping @Sendable () -> T) async -> T {
        await withCheckedContinuation { continuation in queue.async { continuation.resume(returning: body()) } }
    }
}
