package import Terminology

// A FHIR ConceptMap is loaded as a release of its own: its concepts are the codes that are mapped, its uri is the map's.
extension OpenRelease {
    package var isConceptMap: Bool { release.key.hasPrefix("map-") }

    /// The concept that stands for a code of some system in this concept map.
    package func mapped(_ code: String, of system: String) -> Concept? {
        guard let concept = index.concept(code: code) else { return nil }
        return index.properties(of: concept).contains { $0.name == "system" && $0.value == system } ? concept : nil
    }
}
