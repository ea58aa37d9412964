import Hummingbird
import Logging
import NIOCore
import Workspace

/// What is known of a request before anybody is recognised.
struct AppRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who is asking, once ``AuthenticationMiddleware`` has recognised them.
    var member: Member?
    /// The session the request came with, where it came with one.
    var session: SessionKey?
    /// The connection, to close it after a body that nobody will read.
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// The address of the peer, without its port.
    var address: String? { channel.remoteAddress?.ipAddress }

    /// How the request reached us, for the event log.
    func origin(_ proof: Origin.Proof) -> Origin {
        Origin(proof, address: address, requestID: id)
    }
}
