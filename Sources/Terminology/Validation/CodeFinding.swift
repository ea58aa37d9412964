/// What the validation of a code of ICD-10-CM found; the wording is in `CodeFinding+Message.swift`.
package enum CodeFinding: Sendable, Equatable {
    case empty
    /// Not written like a code of ICD-10-CM.
    case malformed
    /// A dot that does not follow the third character.
    case dotMisplaced(suggestion: String)
    /// No such code; the longest beginning that is one.
    case unknown(nearest: String?)
    case inactive(replacements: [String])
    /// A chapter, a section or a header: the codes right below it, of which there may be more than are listed.
    case notBillable(missing: ClosedRange<Int>, children: [String])
    case seventhMissing([SeventhCharacter])
    case seventhInvalid(String, allowed: [SeventhCharacter])
    /// Characters after a code that takes no more.
    case tooLong(code: String)
    /// Placeholder X missing: with it, it is a code.
    case placeholderMissing(suggestion: String)
    /// Twice in the list.
    case repeated
    /// Must not stand together with another code of the list: the note, and the concept it stands at. Not certain where
    /// the note says more than can be decided here.
    case excludes1(other: String, note: String, at: String, isCertain: Bool)
    /// Another code comes first: whether one of those that the notes name does, nil where that cannot be decided.
    case codeFirst(notes: [String], at: String, isMet: Bool?)
    case useAdditional(notes: [String], at: String, isMet: Bool?)
    case codeAlso(notes: [String], at: String, isMet: Bool?)
    /// A manifestation is never the first diagnosis.
    case manifestationFirst

    package enum Severity: Int, Sendable, Comparable {
        /// The code cannot be used as it stands.
        case error
        /// It can, but something contradicts it or is missing.
        case warning
        /// Worth knowing.
        case advice

        package static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
    }

    package var severity: Severity {
        switch self {
        case .empty, .malformed, .dotMisplaced, .unknown, .inactive, .notBillable, .seventhMissing, .seventhInvalid,
            .tooLong, .placeholderMissing:
            .error
        case .excludes1(_, _, _, let isCertain): isCertain ? .error : .warning
        case .repeated, .manifestationFirst: .warning
        case .codeFirst(_, _, let isMet), .useAdditional(_, _, let isMet): isMet == false ? .warning : .advice
        case .codeAlso: .advice
        }
    }
}
