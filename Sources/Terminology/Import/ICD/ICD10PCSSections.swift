/// The sections of ICD-10-PCS, which the first character of a code names.
enum ICD10PCSSections {
    static let names: [Character: String] = [
        "0": "Medical and Surgical",
        "1": "Obstetrics",
        "2": "Placement",
        "3": "Administration",
        "4": "Measurement and Monitoring",
        "5": "Extracorporeal or Systemic Assistance and Performance",
        "6": "Extracorporeal or Systemic Therapies",
        "7": "Osteopathic",
        "8": "Other Procedures",
        "9": "Chiropractic",
        "B": "Imaging",
        "C": "Nuclear Medicine",
        "D": "Radiation Therapy",
        "F": "Physical Rehabilitation and Diagnostic Audiology",
        "G": "Mental Health",
        "H": "Substance Abuse Treatment",
        "X": "New Technology",
    ]

    /// The name of a body system, from the titles of its tables: what they have in common before the operation.
    ///
    /// - Parameter titles: “Imaging, Eye, Plain Radiography”; those of Medical and Surgical lack the section.
    static func bodySystem(of section: Character, _ titles: [String]) -> String? {
        var common: [Substring]?
        let all = titles.map { $0.split(separator: ", ") }
        let longest = all.map(\.count).max() ?? 0
        // X0Z has no operation. The operation is after the last comma of the others.
        for title in all where title.count > 2 || longest <= 2 {
            let parts = title.dropLast()
            guard let known = common else {
                common = Array(parts)
                continue
            }
            common = Array(zip(known, parts).prefix { $0 == $1 }.map(\.0))
        }
        guard var parts = common else { return nil }
        if section != "0", let name = names[section], parts.first.map({ $0 == name }) == true { parts.removeFirst() }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
