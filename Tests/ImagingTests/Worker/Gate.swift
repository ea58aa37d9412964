import Foundation

/// A gate in a fake worker: it writes down every request, and does not answer one with “gated” in it before the gate is open.
struct Gate: Sendable {
    private let log: URL
    private let key: URL

    init(_ fake: FakeWorker) {
        log = fake.folder.appending(path: "log-\(UUID().uuidString)")
        key = fake.folder.appending(path: "key-\(UUID().uuidString)")
    }

    var script: String {
        "echo \"$request\" >> '\(log.path)'; case \"$request\" in *gated*) "
            + "until [ -e '\(key.path)' ]; do sleep 0.01; done;; esac; "
    }

    /// Waits until a request stands at the gate.
    func isReached() async throws {
        while try !requests.contains(where: { $0.contains("gated") }) { try await Task.sleep(for: .milliseconds(5)) }
    }

    func open() throws { try Data().write(to: key) }

    /// The requests so far, in their order.
    var requests: [Substring] {
        get throws {
            guard FileManager.default.fileExists(atPath: log.path) else { return [] }
            return try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
        }
    }
}
