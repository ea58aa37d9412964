/// How codes of a system are written.
package enum CodeStyle: UInt8, Sendable {
    /// Compared as they stand, letters of either case.
    case plain = 0
    /// SNOMED CT identifiers: digits with a Verhoeff check digit.
    case snomed = 1
    /// A dot after the third character, `J45.9`, that people leave out.
    case dotted = 2
    /// A check digit after a hyphen, `718-7`, that people leave out.
    case hyphened = 3
}
