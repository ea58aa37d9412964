/// A concept named by its code in another scheme: `LOINC#54486-6`.
package struct AlternateIdentifier: Sendable, Hashable {
    package var scheme: String
    package var code: String
    package var term: String?
    package var range: SourceRange
}
