/// The names of what the tabular list says of a code; the validation of codes reads them back from the index.
package enum ICD10CMProperty: String, Sendable, CaseIterable {
    case includes = "Includes"
    case inclusionTerm = "Inclusion term"
    case excludes1 = "Excludes1"
    case excludes2 = "Excludes2"
    case codeFirst = "Code first"
    case useAdditionalCode = "Use additional code"
    case codeAlso = "Code also"
    case note = "Note"
    case seventhNote = "7th character note"
    /// `A: initial encounter`.
    case seventh = "7th character"

    init?(element: String) {
        switch element {
        case "includes": self = .includes
        case "inclusionTerm": self = .inclusionTerm
        case "excludes1": self = .excludes1
        case "excludes2": self = .excludes2
        case "codeFirst": self = .codeFirst
        case "useAdditionalCode": self = .useAdditionalCode
        case "codeAlso": self = .codeAlso
        case "notes": self = .note
        case "sevenChrNote": self = .seventhNote
        default: return nil
        }
    }
}
