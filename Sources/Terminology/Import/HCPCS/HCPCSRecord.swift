/// A code or a modifier of HCPCS Level II with what CMS says of it.
struct HCPCSRecord: Equatable {
    /// The administrative fields that are kept as properties, in the order of the record layout.
    enum Field: String, CaseIterable {
        case pricing = "Pricing indicator"
        case multiplePricing = "Multiple pricing indicator"
        case coverageIssues = "Coverage issues manual"
        case carriersManual = "Medicare carriers manual"
        case statute = "Statute"
        case laboratory = "Laboratory certification"
        case crossReference = "Cross reference"
        case coverage = "Coverage"
        case surgicalCentre = "ASC payment group"
        case surgicalCentreDate = "ASC payment group since"
        case outpatientGroup = "Outpatient payment group"
        case outpatientPolicy = "Outpatient payment policy"
        case outpatientDate = "Outpatient payment group since"
        case processingNote = "Processing note"
        case betos = "BETOS"
        case typeOfService = "Type of service"
        case anesthesia = "Anesthesia base units"
        case added = "Added"
        case effective = "Action effective"
        case terminated = "Terminated"
        case action = "Action"
    }

    var code: String
    var isModifier: Bool
    var long: String
    var short: String = ""
    var fields: [Field: [String]] = [:]
    var line: Int

    /// YYYYMMDD; 0 where the field is empty.
    func date(_ field: Field) -> UInt32 { fields[field]?.first.flatMap { UInt32($0) } ?? 0 }
}
