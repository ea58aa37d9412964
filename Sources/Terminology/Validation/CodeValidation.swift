/// What is known of one code of ICD-10-CM, alone or in a list of codes.
package struct CodeValidation: Sendable, Equatable {
    /// As somebody wrote it.
    package var written: String
    /// What it is, nil where there is no such code.
    package var concept: Concept?
    /// As it should be written.
    package var code: String?
    package var display: String?
    package var isBillable = false
    /// The 7th characters it may be given; empty where it takes none, or has one.
    package var sevenths: [SeventhCharacter] = []
    /// The worst first.
    package var findings: [CodeFinding] = []

    /// Whether it can be used as it stands.
    package var isValid: Bool { isBillable && findings.allSatisfy { $0.severity > .error } }
}
