/// The attributes of the medical extension on images: what they say must be understood, or nobody would notice that it is not.
extension ConfigCheck {
    mutating func lookAtMedical(_ element: MarkupElement) {
        switch element.key {
        case "dicom", "volume", "slide":
            lookAtImage(element)
        case "image":
            guard let word = element["medical"] else { return }
            lookAtWord(word, of: "medical", MedicalImage.allCases.map(\.rawValue), element)
            if element["source"] != nil { lookAtSource(element) }
        case "measure":
            lookAtKinds(element)
        case "polygonlabels", "brushlabels":
            if let word = element["medical"] { lookAtWord(word, of: "medical", ["mask", "measure"], element) }
            lookAtKinds(element)
        case "label":
            lookAtCode(element)
        case "taxonomy":
            lookAtCodes(element)
        default: break
        }
    }

    private mutating func lookAtImage(_ element: MarkupElement) {
        if element["name"] == nil { note(.missing(attribute: "name", tag: element.name), at: element) }
        if element["source"] == nil, element["value"] == nil, element["valuelist"] == nil {
            note(.missing(attribute: "value", tag: element.name), at: element)
        }
        if element["value"] != nil, element["valuelist"] != nil { note(.valueAndList(tag: element.name), at: element) }
        if element["source"] != nil { lookAtSource(element) }
    }

    private mutating func lookAtSource(_ element: MarkupElement) {
        guard let source = element["source"], source.first != "$" || DataReference(source) == nil else { return }
        note(.notAKey(attribute: "source", tag: element.name, value: source), at: element)
    }

    private mutating func lookAtKinds(_ element: MarkupElement) {
        guard let kinds = element["kinds"] else { return }
        for word in kinds.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "\n" || $0 == "\t" }) {
            lookAtWord(String(word), of: "kinds", MeasureKind.allCases.map(\.rawValue), element)
        }
    }

    /// A code without its system says nothing; a system without a code neither.
    private mutating func lookAtCode(_ element: MarkupElement) {
        if let property = element["property"] {
            lookAtWord(property, of: "property", SegmentProperty.allCases.map(\.rawValue), element)
        }
        if element["code"] == nil, element["system"] != nil {
            note(.lacks(attribute: "code", tag: element.name), at: element)
        }
    }

    private mutating func lookAtWord(
        _ word: String, of attribute: String, _ known: [String], _ element: MarkupElement
    ) {
        guard !known.contains(lowerCased(word)) else { return }
        note(.notOneOf(attribute: attribute, tag: element.name, value: word, known: known), at: element)
    }
}
