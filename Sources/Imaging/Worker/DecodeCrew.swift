import Glibc

/// The threads that speak to the workers, one each: a blocking read holds a thread of its own and none of Swift's.
final class DecodeCrew: Sendable {
    private let queue: DecodeQueue
    private let executable: String
    private let limits: DecodeLimits

    init(executable: String?, workers: Int, limits: DecodeLimits) {
        queue = DecodeQueue(workers: workers, limits: limits)
        self.executable = executable ?? Self.besideThisProgram
        self.limits = limits
    }

    deinit { queue.abandon() }

    /// `vesalius-decode` in the folder of the running program.
    private static var besideThisProgram: String {
        var path = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
            buffer.withMemoryRebound(to: CChar.self) { bytes in
                count = bytes.baseAddress.map { max(0, readlink("/proc/self/exe", $0, bytes.count)) } ?? 0
            }
        }
        path.removeSubrange((path.lastIndex(of: UInt8(ascii: "/")) ?? 0)...)
        return String(decoding: path, as: UTF8.self) + "/vesalius-decode"
    }

    func ask(_ request: DecodeRequest) async throws(DecodeFailure) -> DecodeAnswer {
        let id = queue.newID()
        // The base one: who waits for a job raises its current priority.
        let isUrgent = (Task.basePriority ?? .medium) > .utility
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                if queue.add(request, id: id, isUrgent: isUrgent, waiter: waiter) { startThread() }
            }
        } onCancel: {
            queue.cancel(id)
        }
        queue.forget(id)
        return try outcome.get()
    }

    func isQuarantined(_ key: String) -> Bool { queue.isQuarantined(key) }
    func quarantine(_ key: String) { queue.quarantine(key) }
    func release(_ key: String) { queue.release(key) }
    func shutdown() async { await queue.close() }

    private func startThread() {
        let bench = DecodeBench(queue: queue, executable: executable, limits: limits)
        var thread = pthread_t()
        let context = Unmanaged.passRetained(bench)
        let code = pthread_create(
            &thread, nil,
            { raw in
                raw.map { Unmanaged<DecodeBench>.fromOpaque($0).takeRetainedValue().work() }
                return nil
            }, context.toOpaque())
        if code == 0 {
            pthread_detach(thread)
        } else {
            context.release()
            queue.threadEnded()
        }
    }
}
