import JSON

/// The text of one resource or bundle.
struct FHIRFile {
    let name: String
    let bytes: [UInt8]

    /// What is read of the resources there are.
    static let kinds = ["CodeSystem", "ValueSet", "ConceptMap", "Bundle"]

    /// The kind of resource a JSON text is; nil where it is none, or no JSON up to there.
    static func kind(_ bytes: [UInt8]) -> String? {
        var reader = JSONReader(bytes, from: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        var kind: String?
        // A head of a file ends somewhere, which is no reason not to take what stood before.
        try? reader.readObject { (name, reader) throws(JSONError) in
            if name == "resourceType", kind == nil { kind = try reader.readString() } else { try reader.skipValue() }
        }
        return kind
    }

    /// Whether these bytes begin a resource in XML.
    static func isXML(_ head: [UInt8]) -> Bool {
        let text = String(decoding: head, as: UTF8.self)
        return text.contains("http://hl7.org/fhir\"") && kinds.contains { text.contains("<" + $0) }
    }

    static func isPackage(_ head: [UInt8]) -> Bool { head.starts(with: [0x1F, 0x8B]) }
}
