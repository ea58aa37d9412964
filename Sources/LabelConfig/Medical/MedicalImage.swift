/// Images of the field, by the word their tag says it with: `<Dicom>`, or `<Image medical="dicom">`.
package enum MedicalImage: String, Sendable, CaseIterable {
    /// A radiograph, or frames that make no volume.
    case dicom
    /// Slices that make a volume.
    case volume
    /// A whole slide: a pyramid of tiles.
    case slide

    /// The attribute of an Image that carries it in Label Studio: one picture, or a list of them.
    package var carrierAttribute: String { self == .volume ? "valueList" : "value" }

    /// What is put behind the name of a data key to name that of its pictures.
    package var carrierSuffix: String { self == .volume ? "_frames" : "_picture" }
}

extension ObjectTag {
    /// The kind of image of the field it shows; nil for a plain picture and for other objects.
    package var medicalImage: MedicalImage? {
        guard kind.carrier == .image else { return nil }
        return medical.map(lowerCased).flatMap(MedicalImage.init)
    }
}

extension ControlTag {
    /// What a tag of Label Studio stands for in the extension: `mask` or `measure`.
    package var medical: String? {
        switch kind {
        case .volumeMask: "mask"
        case .measure: "measure"
        default: element["medical"].map(lowerCased)
        }
    }

    /// The kinds of figure a Measure offers; all of them where it does not say.
    package var measureKinds: [MeasureKind] {
        let words = (element["kinds"] ?? "").split { $0 == " " || $0 == "," || $0 == "\n" || $0 == "\t" }
        let kinds = words.compactMap { MeasureKind(rawValue: lowerCased(String($0))) }
        return kinds.isEmpty ? MeasureKind.offered : kinds
    }
}
