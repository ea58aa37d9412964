/// How an act reached us, for the event log.
package struct Origin: Sendable, Equatable {
    /// What proved the actor.
    package enum Proof: String, Sendable {
        case session
        case legacyToken = "token"
        case accessToken = "access_token"
        case commandLine = "command_line"
        /// A job goes on with what a person had asked for.
        case job
        /// Nobody: a sign-in, a sign-up, the first set-up.
        case none
    }

    package let proof: Proof
    /// The address of the peer, without its port.
    package let address: String?
    package let requestID: String?

    package init(_ proof: Proof, address: String? = nil, requestID: String? = nil) {
        self.proof = proof
        self.address = address
        self.requestID = requestID
    }
}
