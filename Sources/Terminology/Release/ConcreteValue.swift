/// A value of a concrete domain (SNOMED CT: `#12.5`, `"text"`, `true`).
package enum ConcreteValue: Sendable, Hashable {
    /// As it was written, without the `#`, so that nothing is lost; compared as decimal numbers.
    case number(String)
    case text(String)
    case boolean(Bool)
}
