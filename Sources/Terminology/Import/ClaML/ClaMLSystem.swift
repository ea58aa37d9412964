/// Which classification a ClaML file is of, by the name and title it gives itself.
struct ClaMLSystem {
    var key: String
    var title: String
    var uri: String
    var licence: Licence
    var codeStyle: CodeStyle

    init(_ file: ClaMLFile) {
        let words = "\(file.shortName) \(file.title)".uppercased()
        let owner = file.authors.first ?? file.authority
        if words.contains("ICD-10-GM") || words.contains("ICD10GM") || words.contains("GERMAN MODIFICATION") {
            key = "icd10gm"
            title = "ICD-10-GM"
            uri = "http://fhir.de/CodeSystem/bfarm/icd-10-gm"
            licence = .classification("ICD-10-GM", owner: owner)
            codeStyle = .dotted
        } else if file.shortName.uppercased().hasPrefix("OPS") || words.contains("OPERATIONEN- UND PROZEDUREN") {
            key = "ops"
            title = "OPS"
            uri = "http://fhir.de/CodeSystem/bfarm/ops"
            licence = .classification("OPS", owner: owner)
            codeStyle = .plain
        } else if words.contains("ICD-10") || words.contains("ICD10") || words.contains("TENTH REVISION")
            || words.contains("10TH REVISION")
        {
            key = "icd10"
            title = "ICD-10 (WHO)"
            uri = "http://hl7.org/fhir/sid/icd-10"
            licence = .icd10
            codeStyle = .dotted
        } else {
            let name = file.shortName.isEmpty ? file.title : file.shortName
            key = Self.key(name)
            title = file.title.isEmpty ? name : file.title
            uri = "urn:vesalius:\(key)"
            licence = .classification(title, owner: owner)
            codeStyle = .plain
        }
    }

    /// Lower-case letters, digits and hyphens.
    private static func key(_ name: String) -> String {
        let key = name.lowercased().split { !("a"..."z").contains($0) && !("0"..."9").contains($0) }
            .joined(separator: "-").prefix(40)
        return key.isEmpty ? "classification" : String(key)
    }
}
