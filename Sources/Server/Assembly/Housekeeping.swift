import Logging
import ServiceLifecycle
import Workspace

/// Forgets now and then what nobody needs any more.
struct Housekeeping: Service {
    let people: People
    let logger: Logger
    let clock: any Clock<Duration>

    private static let interval = Duration.seconds(600)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await clock.sleep(for: Self.interval)) != nil {
                do {
                    try await people.forgetEndedSessions()
                } catch {
                    logger.warning("ended sessions were not forgotten", metadata: ["error": "\(type(of: error))"])
                }
            }
        }
    }
}
