/// What a description is to its concept.
package enum DescriptionKind: UInt8, Sendable, CaseIterable {
    /// The name people see. Systems with dialects decide it by acceptability and use `synonym` for all.
    case preferred = 0
    case synonym = 1
    /// Names the concept without doubt: “Pneumonia (disorder)”. Found, but ranked after the others.
    case fullySpecified = 2
    /// A definition in sentences: shown and found by ECL's filters, not by typing.
    case definition = 3
    /// A name for people who are no specialists.
    case consumer = 4
    /// A short name of a list or a form; found, never shown as the name.
    case short = 5
}
