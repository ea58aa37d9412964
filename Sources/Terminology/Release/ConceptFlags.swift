/// What is true of a concept.
package struct ConceptFlags: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// In use in this version.
    package static let active = ConceptFlags(rawValue: 1)
    /// Sufficiently defined by its relationships (SNOMED CT).
    package static let defined = ConceptFlags(rawValue: 2)
    /// May be chosen as a label; headers of ICD-10-CM and groups of a hierarchy may not, unless a project allows it.
    package static let selectable = ConceptFlags(rawValue: 4)
    /// May be used on a claim (ICD-10-CM, ICD-10-PCS).
    package static let billable = ConceptFlags(rawValue: 8)
}
