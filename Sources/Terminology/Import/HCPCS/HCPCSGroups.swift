/// What the first letters of HCPCS Level II codes stand for.
enum HCPCSGroups {
    /// The code of the group of modifiers.
    static let modifiers = "Modifiers"

    static func name(_ letter: Character) -> String {
        switch letter {
        case "A": "Transport, medical and surgical supplies, miscellaneous"
        case "B": "Enteral and parenteral therapy"
        case "C": "Hospital outpatient payment system"
        case "D": "Dental procedures"
        case "E": "Durable medical equipment"
        case "G": "Procedures and professional services"
        case "H": "Behavioral health and substance abuse treatment"
        case "J": "Drugs not taken by mouth"
        case "K": "Durable medical equipment, temporary codes"
        case "L": "Orthotics and prosthetics"
        case "M": "Other medical services and quality measures"
        case "P": "Pathology and laboratory"
        case "Q": "Miscellaneous services, temporary codes"
        case "R": "Transport of diagnostic radiology equipment"
        case "S": "Private payers' codes"
        case "T": "State Medicaid agencies' codes"
        case "U": "Clinical laboratory tests"
        case "V": "Vision, hearing and speech services"
        default: "Codes that begin with \(letter)"
        }
    }
}
