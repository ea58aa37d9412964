import ServiceLifecycle
import Storage

/// The job runner among the program's services: on a graceful end it stops taking jobs and hands back those at hand.
struct JobService: Service {
    let runner: JobRunner

    func run() async throws {
        await cancelWhenGracefulShutdown { await runner.run() }
    }
}
