/// Short names of systems, as they stand in configs and addresses.
enum SystemKey {
    /// A key made of a name: `Human Phenotype Ontology` is `human-phenotype-ontology`.
    static func from(_ name: String) -> String {
        var key = ""
        for scalar in name.lowercased().unicodeScalars.prefix(60) {
            switch scalar {
            case "a"..."z", "0"..."9", ".": key.unicodeScalars.append(scalar)
            default: if !key.isEmpty, key.last != "-" { key += "-" }
            }
        }
        while let last = key.last, last == "-" || last == "." { key.removeLast() }
        return key.isEmpty ? "system" : key
    }
}
