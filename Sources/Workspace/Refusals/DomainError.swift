/// An error of the domain: what it knows is turned into a ``Refusal`` in one place, beside the type.
package protocol DomainError: Error, Sendable {
    /// The error in words and kind.
    var refusal: Refusal { get }
}
