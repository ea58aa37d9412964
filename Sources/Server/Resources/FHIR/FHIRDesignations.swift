import JSON
import Terminology

/// Names of a concept as FHIR's designations.
enum FHIRDesignations {
    private static let snomed = "http://snomed.info/sct"

    /// The active names: language, use and text each.
    static func of(_ concept: Concept, in index: TerminologyIndex) -> [(
        language: String, use: JSONValue?, value: String
    )] {
        index.descriptions(of: concept).filter(\.isActive).map { description in
            (description.language, use(of: description.kind, in: index), description.text)
        }
    }

    private static func use(of kind: DescriptionKind, in index: TerminologyIndex) -> JSONValue? {
        guard index.identity.codeStyle == .snomed else {
            return switch kind {
            case .preferred:
                coding(
                    "http://terminology.hl7.org/CodeSystem/hl7TermMaintInfra", "preferredForLanguage",
                    "Preferred For Language")
            default: nil
            }
        }
        return switch kind {
        case .fullySpecified: coding(snomed, "900000000000003001", "Fully specified name")
        case .definition: coding(snomed, "900000000000550004", "Definition")
        default: coding(snomed, "900000000000013009", "Synonym")
        }
    }

    private static func coding(_ system: String, _ code: String, _ display: String) -> JSONValue {
        ["system": .string(system), "code": .string(code), "display": .string(display)]
    }

    /// As members of `ValueSet.expansion.contains.designation`.
    static func json(of concept: Concept, in index: TerminologyIndex) -> JSONValue {
        .array(
            of(concept, in: index).map { language, use, value in
                var object: [(String, JSONValue)] = [("language", .string(language))]
                if let use { object.append(("use", use)) }
                object.append(("value", .string(value)))
                return .object(JSONObject(object))
            })
    }
}
