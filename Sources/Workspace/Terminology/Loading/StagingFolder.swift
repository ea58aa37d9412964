import Foundation

/// A folder for what is not a release yet: files that were sent, indexes in the making.
///
/// A lock in it says that somebody is at work; the system takes it away with the process, however that ends, and the next
/// sweep removes the folder unless a job still waits for it.
package final class StagingFolder: Sendable {
    package let name: String
    package let path: String
    private let descriptor: Int32

    private static let lockName = "lock"

    /// Makes a new one.
    init(in shelf: String, name: String) throws {
        self.name = name
        path = Self.root(shelf) + "/" + name
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Refusal(.unavailable, "The folder for code systems cannot be written.")
        }
        descriptor = Foundation.open(path + "/" + Self.lockName, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = String(cString: strerror(errno))
            if descriptor >= 0 { close(descriptor) }
            throw Refusal(.unavailable, "The folder for code systems cannot be written: \(reason).")
        }
    }

    deinit { close(descriptor) }

    /// Where files that belong to the work lie.
    package var files: String { path + "/files" }

    /// Removes the folder with all that is in it.
    package func remove() { try? FileManager.default.removeItem(atPath: path) }

    private static func root(_ shelf: String) -> String { shelf + "/staging" }

    /// The folder of that name, as another process left it; nil where it is gone.
    static func path(of name: String, in shelf: String) -> String? {
        guard !name.isEmpty, name.allSatisfy({ $0.isHexDigit || $0 == "-" }) else { return nil }
        let path = root(shelf) + "/" + name
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// Removes a folder by its name.
    static func remove(_ name: String, in shelf: String) {
        if let path = path(of: name, in: shelf) { try? FileManager.default.removeItem(atPath: path) }
    }

    /// Which folders somebody is at, and which nobody is.
    static func all(in shelf: String) -> (busy: [String], idle: [String]) {
        var found: (busy: [String], idle: [String]) = ([], [])
        for name in (try? FileManager.default.contentsOfDirectory(atPath: root(shelf))) ?? [] {
            let descriptor = Foundation.open(root(shelf) + "/" + name + "/" + lockName, O_RDWR | O_CLOEXEC)
            if descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
                found.busy.append(name)
            } else {
                found.idle.append(name)
            }
            if descriptor >= 0 { close(descriptor) }
        }
        return found
    }
}
