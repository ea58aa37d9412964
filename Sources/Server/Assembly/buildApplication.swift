import Foundation
package import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Storage
import Workspace

/// The HTTP server over the services; tests build it the same way.
///
/// - Parameters:
///   - onServing: called with the port once connections are taken.
package func buildApplication(
    _ services: Services,
    host: String = "127.0.0.1",
    port: Int = 0,
    onServing: @escaping @Sendable (Int) async -> Void = { _ in }
) -> some ApplicationProtocol {
    let handlers = WorkJobs(services.work, services.jobs).handlers
        .merging(PACSJobs(services: services).handlers) { own, _ in own }
        .merging(TerminologyJobs(services.work, services.jobs).handlers) { own, _ in own }
    let runner = JobRunner(services.jobs, handlers: handlers, logger: services.logger)
    return Application(
        router: buildRouter(services),
        // Idle connections are let go of after two minutes; a body may pause for as long.
        server: .http1(configuration: .init(idleTimeout: .seconds(120))),
        configuration: ApplicationConfiguration(address: .hostname(host, port: port), backlog: 1024),
        // They end after the server, in the opposite order.
        services: [
            JobService(runner: runner),
            Housekeeping(
                people: services.people, work: services.work, logger: services.logger, clock: ContinuousClock()
            ),
        ],
        onServerRunning: { channel in await onServing(channel.localAddress?.port ?? port) },
        logger: services.logger
    )
}
