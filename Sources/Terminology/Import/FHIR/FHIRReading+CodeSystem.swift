extension FHIRReading {
    /// Keys of systems that everybody knows by them.
    private static let keys = [
        "http://snomed.info/sct": "snomed", "http://loinc.org": "loinc", "http://hl7.org/fhir/sid/icd-10": "icd10",
        "http://hl7.org/fhir/sid/icd-10-cm": "icd10cm", "http://www.cms.gov/Medicare/Coding/ICD10": "icd10pcs",
        "http://www.ama-assn.org/go/cpt": "cpt", "http://www.nlm.nih.gov/research/umls/rxnorm": "rxnorm",
        "http://unitsofmeasure.org": "ucum",
    ]

    mutating func codeSystem(_ resource: PlacedValue) throws -> ReleaseDraft? {
        let content = resource.text("content")
        let concepts = resource.list("concept")
        guard content != "supplement" else {
            warn(
                resource, "content", "“\(resource.text("url"))” is a supplement to another code system, and is not read"
            )
            return nil
        }
        guard !concepts.isEmpty else {
            warn(resource, "concept", "“\(resource.text("url"))” holds no codes (its content is “\(content)”)")
            return nil
        }
        if content == "fragment" || content == "example" {
            warn(resource, "content", "“\(resource.text("url"))” is a part of its code system only (\(content))")
        }
        // What is a part takes no well-known key from the whole.
        let key = content == "complete" || content.isEmpty ? Self.keys[resource.text("url")] : nil
        var reading = CodeSystemReading(self, identity(resource, key: key), resource)
        try reading.read(concepts, below: nil)
        try reading.connect()
        reading.assembly.source(file, rows: reading.assembly.count)
        return try reading.assembly.finish()
    }
}
