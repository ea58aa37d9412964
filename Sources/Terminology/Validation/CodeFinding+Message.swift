extension CodeFinding {
    /// A short name for programs.
    package var name: String {
        switch self {
        case .empty: "empty"
        case .malformed: "malformed"
        case .dotMisplaced: "dot-misplaced"
        case .unknown: "unknown"
        case .inactive: "inactive"
        case .notBillable: "not-billable"
        case .seventhMissing: "seventh-missing"
        case .seventhInvalid: "seventh-invalid"
        case .tooLong: "too-long"
        case .placeholderMissing: "placeholder-missing"
        case .repeated: "repeated"
        case .excludes1: "excludes1"
        case .codeFirst: "code-first"
        case .useAdditional: "use-additional"
        case .codeAlso: "code-also"
        case .manifestationFirst: "manifestation-first"
        }
    }

    /// What is wrong, and what to do.
    package var message: String {
        switch self {
        case .empty: "There is no code."
        case .malformed:
            "This is not written like a code of ICD-10-CM: a letter, a digit, and one to five more characters."
        case .dotMisplaced(let suggestion): "The dot comes after the third character: \(suggestion)."
        case .unknown(let nearest?): "There is no such code. The nearest above it is \(nearest)."
        case .unknown(nil): "There is no such code."
        case .inactive(let replacements):
            replacements.isEmpty
                ? "This code is no longer in use."
                : "This code is no longer in use. In its place: \(replacements.joined(separator: ", "))."
        case .notBillable(let missing, let children):
            "This is a heading. \(missing.upperBound == 0 ? "" : "\(Self.count(missing)) to be added. ")"
                + "Below it: \(children.prefix(8).joined(separator: ", "))\(children.count > 8 ? " …" : ".")"
        case .seventhMissing(let allowed): "A 7th character is missing: \(Self.list(allowed))."
        case .seventhInvalid(let character, let allowed):
            "\(character) is no 7th character here. Allowed: \(Self.list(allowed))."
        case .tooLong(let code): "\(code) takes no more characters."
        case .placeholderMissing(let suggestion): "The placeholder X is missing: \(suggestion)."
        case .repeated: "This code is in the list twice."
        case .excludes1(let other, let note, let at, let isCertain):
            "\(isCertain ? "Must" : "May") not be coded together with \(other): \(at) excludes “\(note)”."
        case .codeFirst(let notes, let at, let isMet):
            "\(isMet == true ? "Coded first, as it should be" : "Code first") (\(at)): \(notes.joined(separator: "; "))."
        case .useAdditional(let notes, let at, let isMet):
            "\(isMet == true ? "Additional code is there" : "Use an additional code") (\(at)): "
                + "\(notes.joined(separator: "; "))."
        case .codeAlso(let notes, let at, _): "Code also (\(at)): \(notes.joined(separator: "; "))."
        case .manifestationFirst:
            "This is a manifestation of another disease: the code of that disease comes before it."
        }
    }

    private static func count(_ missing: ClosedRange<Int>) -> String {
        if missing.upperBound == 1 { return "One more character is" }
        return missing.lowerBound == missing.upperBound
            ? "\(missing.lowerBound) more characters are"
            : "\(missing.lowerBound) to \(missing.upperBound) more characters are"
    }

    private static func list(_ sevenths: [SeventhCharacter]) -> String {
        sevenths.map { "\($0.character) – \($0.meaning)" }.joined(separator: "; ")
    }
}
