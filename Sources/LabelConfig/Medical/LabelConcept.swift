/// The concept a label stands for: `<Label value="Liver" code="10200004" system="SCT" display="Liver structure" property="anatomy"/>`.
package struct LabelConcept: Sendable, Hashable {
    /// The designator or address of the code system; empty where the config does not say.
    package let system: String
    package let code: String
    package let display: String

    package init(system: String, code: String, display: String) {
        self.system = system
        self.code = code
        self.display = display
    }
}

extension LabelOption {
    /// The code it stands for, if it has one.
    package var concept: LabelConcept? {
        guard let code = element["code"], !code.isEmpty else { return nil }
        return LabelConcept(system: element["system"] ?? "", code: code, display: element["display"] ?? value)
    }

    /// The broad class DICOM asks for.
    package var property: SegmentProperty? { element["property"].map(lowerCased).flatMap(SegmentProperty.init) }
}
