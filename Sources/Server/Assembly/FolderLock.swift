import Foundation
import Workspace

/// The mark of the one server of a data folder; the system takes it away with the process, however that ends.
package final class FolderLock: Sendable {
    private let descriptor: Int32

    /// Refuses while another process has the mark: two servers on one folder would each tidy up behind the other.
    package init(_ folder: String) throws {
        descriptor = open(folder + "/serving.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            if descriptor >= 0 { close(descriptor) }
            if code == EWOULDBLOCK {
                throw Refusal(.conflict, "Another program serves the folder “\(folder)” already.")
            }
            let reason = String(cString: strerror(code))
            throw Refusal(.unavailable, "The folder “\(folder)” cannot be taken: \(reason).")
        }
    }

    deinit { close(descriptor) }
}
