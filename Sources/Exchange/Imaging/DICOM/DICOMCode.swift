import Imaging
import LabelConfig

/// A code in a DICOM object: value, scheme and meaning.
struct DICOMCode: Sendable, Equatable {
    var value: String
    var scheme: String
    var meaning: String

    init(_ value: String, _ scheme: String, _ meaning: String) {
        self.value = value
        self.scheme = scheme
        self.meaning = meaning
    }

    /// The scheme of what the config gives no code: its own words.
    static let own = "99VESALIUS"

    var item: DICOMItem {
        var item = DICOMItem()
        // PS3.3 §8.1: more than 16 characters go into another element.
        if value.utf8.count <= 16 { item[.codeValue] = .text(value) } else { item[.longCodeValue] = .text(value) }
        item[.codingSchemeDesignator] = .text(scheme)
        item[.codeMeaning] = .text(DICOMText.long(meaning))
        return item
    }

    var sequence: DICOMValue { .item(item) }

    /// The broad class of a structure (PS3.16 CID 7150); what the config leaves open is a structure of the body.
    static func category(of label: ExportSchema.Label) -> DICOMCode {
        switch label.property {
        case .tissue: DICOMCode("85756007", "SCT", "Tissue")
        case .abnormality: DICOMCode("49755003", "SCT", "Morphologically Altered Structure")
        case .object: DICOMCode("260787004", "SCT", "Physical object")
        case .anatomy, nil: DICOMCode("123037004", "SCT", "Anatomical Structure")
        }
    }

    /// What a label stands for: its own code, or its words in a scheme of ours.
    static func type(of label: ExportSchema.Label) -> DICOMCode {
        guard let concept = label.concept else { return DICOMCode(slug(label.value), own, label.value) }
        return DICOMCode(concept.code, scheme(concept.system), concept.display)
    }

    /// The designator DICOM has for a code system (PS3.16 §8), by its designator or its address in FHIR.
    static func scheme(_ system: String) -> String {
        switch system.lowercased() {
        case "": own
        case "sct", "snomed", "snomedct", "http://snomed.info/sct": "SCT"
        case "radlex", "http://www.radlex.org", "http://radlex.org": "RADLEX"
        case "ln", "loinc", "http://loinc.org": "LN"
        case "i10", "icd10", "icd-10", "http://hl7.org/fhir/sid/icd-10": "I10"
        case "icd10cm", "icd-10-cm", "i10c", "http://hl7.org/fhir/sid/icd-10-cm": "I10C"
        case "ncit", "http://ncicb.nci.nih.gov/xml/owl/evs/thesaurus.owl": "NCIt"
        case "fma": "FMA"
        case "ucum", "http://unitsofmeasure.org": "UCUM"
        case "dcm", "http://dicom.nema.org/resources/ontology/dcm": "DCM"
        // 16 characters are all a designator has.
        default: String(system.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(16))
        }
    }

    /// A code made of words: letters and digits, 16 at most, with a check number where some had to go.
    private static func slug(_ text: String) -> String {
        let plain = String(
            text.uppercased().unicodeScalars.map { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                    ? Character(scalar) : "_"
            })
        if plain.utf8.count <= 16, !plain.isEmpty, text.unicodeScalars.allSatisfy(\.isASCII) { return plain }
        let check = String(StableHash.of(text) & 0xFFFF_FFFF, radix: 16, uppercase: true)
        return String(plain.prefix(7)) + "_" + check
    }
}

/// Texts within the lengths DICOM gives them, without the characters that mean something to it.
enum DICOMText {
    /// LO: 64 characters.
    static func long(_ text: String) -> String { clean(text, 64) }
    /// SH: 16 characters.
    static func short(_ text: String) -> String { clean(text, 16) }
    /// ST: 1024 characters.
    static func paragraph(_ text: String) -> String { clean(text, 1024) }

    private static func clean(_ text: String, _ length: Int) -> String {
        String(text.map { $0 == "\\" || $0.isNewline ? " " : $0 }.prefix(length))
    }
}
