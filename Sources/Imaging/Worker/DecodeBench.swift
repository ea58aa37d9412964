import Glibc

/// One thread and its worker. The worker dies with the thread that started it (the death signal of Linux goes by thread),
/// so the thread lives as long as the crew.
final class DecodeBench {
    private let queue: DecodeQueue
    private let executable: String
    private let limits: DecodeLimits
    private var worker: WorkerProcess?

    init(queue: DecodeQueue, executable: String, limits: DecodeLimits) {
        self.queue = queue
        self.executable = executable
        self.limits = limits
    }

    func work() {
        // A worker that died must be an error of write(), not a signal.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        var last: String?
        while let job = queue.next(after: last) {
            queue.finish(job, answer(job.request))
            last = job.request.file.key
        }
        worker?.end()
        queue.threadEnded()
    }

    private func answer(_ request: DecodeRequest) -> DecodeQueue.Outcome {
        do throws(DecodeFailure) {
            return .success(try ask(request))
        } catch {
            return .failure(error)
        }
    }

    private func ask(_ request: DecodeRequest) throws(DecodeFailure) -> DecodeAnswer {
        // One that died while nobody asked it anything died of no file.
        if let idle = worker, !idle.isAlive {
            idle.end()
            worker = nil
        }
        let current: WorkerProcess
        if let worker { current = worker } else { current = try WorkerProcess(executable, limits) }
        worker = current
        let seconds = request.isLong ? limits.fileDeadline : limits.frameDeadline
        do throws(WorkerProcess.Trouble) {
            return try current.ask(request, within: seconds)
        } catch {
            switch error {
            case .refused(let failure): throw failure
            case .late:
                stop(current, request)
                throw .timedOut(seconds: seconds)
            case .died, .garbled:
                throw .crashed(reason: stop(current, request))
            case .tooLong(let bytes):
                stop(current, request)
                throw .tooLarge(reason: "the answer has \(bytes) bytes")
            }
        }
    }

    @discardableResult private func stop(_ process: WorkerProcess, _ request: DecodeRequest) -> String {
        queue.noteKill(request.file.key)
        worker = nil
        return process.end()
    }
}
