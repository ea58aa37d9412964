/// Why the domain will not do what was asked, in the kinds that a caller must tell apart.
///
/// Any use-case may throw one, or an error of its own that conforms to ``DomainError``; only the server's error
/// middleware turns them into responses.
package struct Refusal: DomainError, Equatable {
    /// What a caller can do about it.
    package enum Kind: Sendable, Equatable {
        /// The request says something that cannot be; `fields` says where.
        case invalid
        /// Nobody has proved who is asking.
        case unauthenticated
        /// The asker's role does not allow it.
        case forbidden
        /// There is no such thing, or the asker may not know of it.
        case notFound
        /// It would collide with what is there.
        case conflict
        /// The asker saw an older state; `current` is the present one.
        case stale
        /// It is well formed and cannot be: two computations of one thing differ.
        case unprocessable
        /// It is larger than the named limit.
        case tooLarge
        /// The asker must wait so many seconds.
        case throttled(seconds: Int)
        /// The store or a service it needs cannot do it now.
        case unavailable
        /// Something of ours broke.
        case failed
    }

    /// What is wrong with one field of the request.
    package struct Fault: Sendable, Equatable {
        /// The field, or `non_field_errors`.
        package let field: String
        package let messages: [String]

        package init(_ field: String, _ messages: String...) {
            self.field = field
            self.messages = messages
        }

        package init(_ field: String, messages: [String]) {
            self.field = field
            self.messages = messages
        }
    }

    package let kind: Kind
    /// One sentence for a person: what is wrong, where, and what to do. Never patient data.
    package let detail: String
    package let faults: [Fault]
    /// JSON of the present state when the asker's is stale.
    package let current: String?

    package init(_ kind: Kind, _ detail: String, faults: [Fault] = [], current: String? = nil) {
        self.kind = kind
        self.detail = detail
        self.faults = faults
        self.current = current
    }

    package var refusal: Refusal { self }

    /// A request with faults at fields.
    package static func invalid(_ faults: Fault...) -> Refusal {
        Refusal(.invalid, "Validation error", faults: faults)
    }

    /// A request with faults at fields.
    package static func invalid(_ faults: [Fault]) -> Refusal {
        Refusal(.invalid, "Validation error", faults: faults)
    }

    /// A request that is wrong as a whole.
    package static func invalid(_ message: String) -> Refusal {
        invalid(Fault("non_field_errors", message))
    }

    /// Nothing with that id, said as clients of Label Studio expect it: `No Project matches the given query.`
    package static func missing(_ kind: String) -> Refusal {
        Refusal(.notFound, "No \(kind) matches the given query.")
    }

    /// The role of the asker does not reach.
    package static let forbidden = Refusal(.forbidden, "You do not have permission to perform this action.")
}
