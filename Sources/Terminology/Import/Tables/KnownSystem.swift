/// What a vocabulary of a collection (OMOP, UMLS) is called elsewhere.
struct KnownSystem {
    var key: String
    var uri: String
    var codeStyle = CodeStyle.plain
    /// Who says who may use it; nil where nobody needs to be asked.
    var owner: String?

    /// By the collection's own name of it.
    init(_ name: String) {
        switch name.uppercased() {
        case "SNOMED", "SNOMEDCT_US", "SNOMEDCT":
            self = Self(key: "snomed", uri: "http://snomed.info/sct", codeStyle: .snomed, owner: "SNOMED International")
        case "LOINC", "LNC":
            self = Self(key: "loinc", uri: "http://loinc.org", codeStyle: .hyphened, owner: "Regenstrief Institute")
        case "ICD10CM": self = Self(key: "icd10cm", uri: "http://hl7.org/fhir/sid/icd-10-cm", codeStyle: .dotted)
        case "ICD10PCS": self = Self(key: "icd10pcs", uri: "http://www.cms.gov/Medicare/Coding/ICD10")
        case "ICD10":
            self = Self(
                key: "icd10", uri: "http://hl7.org/fhir/sid/icd-10", codeStyle: .dotted,
                owner: "the World Health Organization")
        case "ICD9CM": self = Self(key: "icd9cm", uri: "http://hl7.org/fhir/sid/icd-9-cm")
        case "CPT", "CPT4":
            self = Self(key: "cpt", uri: "http://www.ama-assn.org/go/cpt", owner: "the American Medical Association")
        case "HCPCS": self = Self(key: "hcpcs", uri: "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets")
        case "RXNORM": self = Self(key: "rxnorm", uri: "http://www.nlm.nih.gov/research/umls/rxnorm")
        case "ATC":
            self = Self(
                key: "atc", uri: "http://www.whocc.no/atc", owner: "the WHO Collaborating Centre for Drug Statistics")
        case "NDC": self = Self(key: "ndc", uri: "http://hl7.org/fhir/sid/ndc")
        case "CVX": self = Self(key: "cvx", uri: "http://hl7.org/fhir/sid/cvx")
        case "UCUM": self = Self(key: "ucum", uri: "http://unitsofmeasure.org", owner: "Regenstrief Institute")
        case "MSH", "MESH": self = Self(key: "mesh", uri: "http://id.nlm.nih.gov/mesh")
        case "MDR", "MEDDRA":
            self = Self(
                key: "meddra", uri: "https://www.meddra.org", owner: "the ICH, through its maintenance organization")
        case "HPO":
            self = Self(key: "hp", uri: "http://purl.obolibrary.org/obo/hp.owl", owner: "the Human Phenotype Ontology")
        default:
            let key = SystemKey.from(name)
            self = Self(key: key, uri: "urn:vesalius:vocabulary:" + key, owner: "the owner of \(name)")
        }
    }

    private init(key: String, uri: String, codeStyle: CodeStyle = .plain, owner: String? = nil) {
        self.key = key
        self.uri = uri
        self.codeStyle = codeStyle
        self.owner = owner
    }
}
