import Hummingbird
import Workspace

/// What is known of a request whose sender was recognised: a handler that takes this cannot be reached without.
struct MemberContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who is asking; handed on to the use-case as its actor.
    let member: Member
    /// The session, where one was the proof.
    let session: SessionKey?
    /// The request as it was before, for what needs the connection.
    let base: AppRequestContext

    init(context: AppRequestContext) throws {
        guard let member = context.member else { throw Refusal.unrecognised }
        coreContext = context.coreContext
        self.member = member
        session = context.session
        base = context
    }

    /// The integer that stands in the path under a name; no such thing exists under any other text.
    func id(_ name: String = "id", of kind: String) throws -> Int {
        guard let text = coreContext.parameters.get(name), let id = Int(text), id >= 0 else {
            throw Refusal.missing(kind)
        }
        return id
    }
}

extension Refusal {
    /// No credentials came with the request.
    static let unrecognised = Refusal(.unauthenticated, "Authentication credentials were not provided.")
}
