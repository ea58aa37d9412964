/// Which code system a release is of, in which version, and under what terms it may be used.
package struct SystemIdentity: Sendable, Equatable {
    /// Short name in configs, addresses and commands: `snomed`, `icd10cm`, `icd10pcs`, `icd10`, `loinc`, `cpt`, `hcpcs`,
    /// or one that an importer or an owner chose; lower-case letters, digits, `-` and `.`.
    package var key: String
    /// Its name for people: “SNOMED CT International”.
    package var title: String
    /// The canonical address that FHIR knows it by, such as `http://snomed.info/sct`.
    package var uri: String
    /// The version for people and for `key@version`: `20260101`, `2026`, `2.81`.
    package var version: String
    /// The version as FHIR writes it; equal to `version` where the system has no own address of versions.
    package var versionURI: String
    /// BCP 47 tag of descriptions that state no language.
    package var language: String
    /// Terms of use: shown where a release is loaded and where its codes are exported.
    package var licence: Licence
    /// How codes are written, for look-ups that tolerate a missing dot or hyphen.
    package var codeStyle: CodeStyle

    package init(
        key: String, title: String, uri: String, version: String, versionURI: String? = nil, language: String = "en",
        licence: Licence, codeStyle: CodeStyle = .plain
    ) {
        self.key = key
        self.title = title
        self.uri = uri
        self.version = version
        self.versionURI = versionURI ?? version
        self.language = language
        self.licence = licence
        self.codeStyle = codeStyle
    }
}
