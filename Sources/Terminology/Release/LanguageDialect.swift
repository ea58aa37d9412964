/// A way to choose among names: a language reference set of SNOMED CT, or simply a language.
package struct LanguageDialect: Sendable, Equatable {
    /// The code of the language reference set, empty for a plain language.
    package var code: String
    /// BCP 47: `en-US`.
    package var tag: String

    package init(code: String, tag: String) {
        self.code = code
        self.tag = tag
    }
}
