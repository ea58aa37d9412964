import Foundation
package import Hummingbird
import Logging
import NIOCore
package import ServiceLifecycle

/// The HTTP server over the services; tests build it the same way.
///
/// - Parameters:
///   - attached: what runs beside the server and ends after it, such as the job runner.
///   - onServing: called with the port once connections are taken.
package func buildApplication(
    _ services: Services,
    host: String = "127.0.0.1",
    port: Int = 0,
    attached: [any Service] = [],
    onServing: @escaping @Sendable (Int) async -> Void = { _ in }
) -> some ApplicationProtocol {
    Application(
        router: buildRouter(services),
        // Idle connections are let go of after two minutes; a body may pause for as long.
        server: .http1(configuration: .init(idleTimeout: .seconds(120))),
        configuration: ApplicationConfiguration(address: .hostname(host, port: port), backlog: 1024),
        services: attached,
        onServerRunning: { channel in await onServing(channel.localAddress?.port ?? port) },
        logger: services.logger
    )
}
