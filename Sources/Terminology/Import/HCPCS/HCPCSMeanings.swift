/// What the indicators of HCPCS records mean, after the tables of CMS's record layout.
enum HCPCSMeanings {
    /// An indicator with its meaning: `C: carrier judgment`.
    static func text(_ field: HCPCSRecord.Field, _ value: String) -> String {
        let meaning: String? =
            switch field {
            case .coverage: coverage[value]
            case .action: action[value]
            case .pricing: pricing[value]
            case .typeOfService: service[value]
            case .betos: HCPCSBetos.names[value]
            default: nil
            }
        return meaning.map { "\(value): \($0)" } ?? value
    }

    private static let coverage = [
        "C": "carrier judgment",
        "D": "special coverage instructions apply",
        "I": "not payable by Medicare",
        "M": "not covered by Medicare",
        "S": "not covered by Medicare statute",
    ]

    private static let action = [
        "A": "added",
        "B": "administrative data and long description changed",
        "C": "long description changed",
        "D": "discontinued",
        "F": "administrative data changed",
        "N": "no change",
        "P": "payment changed",
        "R": "in use again",
        "S": "short description changed",
        "T": "BETOS or type of service changed",
    ]

    private static let pricing = [
        "00": "not priced separately by part B",
        "11": "national relative value units",
        "12": "national anesthesia base units",
        "13": "set by carriers",
        "21": "laboratory, national limitation amount",
        "22": "laboratory, set by carriers",
        "31": "frequently serviced equipment",
        "32": "inexpensive and routinely purchased equipment",
        "33": "oxygen and oxygen equipment",
        "34": "supplies for durable equipment",
        "35": "surgical dressings",
        "36": "capped rental equipment",
        "37": "ostomy, tracheostomy and urological supplies",
        "38": "orthotics, prosthetics and vision services",
        "39": "parenteral and enteral nutrition",
        "45": "customized equipment",
        "46": "equipment, set by carriers",
        "51": "drugs",
        "52": "reasonable charge",
        "53": "statute",
        "54": "vaccinations",
        "55": "splints and casts",
        "56": "intraocular lenses inserted in an office",
        "57": "other, set by carriers",
        "99": "value not established",
    ]

    private static let service = [
        "0": "whole blood",
        "1": "medical care",
        "2": "surgery",
        "3": "consultation",
        "4": "diagnostic radiology",
        "5": "diagnostic laboratory",
        "6": "therapeutic radiology",
        "7": "anesthesia",
        "8": "assistant at surgery",
        "9": "other medical items or services",
        "A": "used durable medical equipment",
        "D": "ambulance",
        "E": "enteral and parenteral nutrients and supplies",
        "F": "ambulatory surgical center",
        "G": "immunosuppressive drugs",
        "J": "diabetic shoes",
        "K": "hearing items and services",
        "L": "supplies for end-stage renal disease",
        "M": "monthly capitation payment for dialysis",
        "N": "kidney donor",
        "P": "lump sum purchase of equipment",
        "Q": "vision items or services",
        "R": "rental of durable medical equipment",
        "S": "surgical dressings or other medical supplies",
        "T": "outpatient mental health limitation",
        "U": "occupational therapy",
        "V": "vaccines",
        "W": "physical therapy",
    ]
}
