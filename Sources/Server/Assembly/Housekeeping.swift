import Logging
import ServiceLifecycle
import Workspace

/// Forgets now and then what nobody needs any more.
struct Housekeeping: Service {
    let people: People
    let work: Work
    let logger: Logger
    let clock: any Clock<Duration>

    private static let interval = Duration.seconds(600)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat {
                do {
                    try await people.forgetEndedSessions()
                    try await Recovery(work).tidy()
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("the store was not tidied", metadata: ["error": "\(type(of: error))"])
                }
            } while (try? await clock.sleep(for: Self.interval)) != nil
        }
    }
}
