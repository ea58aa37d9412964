import Imaging

/// Content items of a structured report (PS3.3 C.17.3).
enum ReportItem {
    static func container(_ name: DICOMCode, template: String? = nil) -> DICOMItem {
        var item = base("CONTAINS", "CONTAINER", name)
        item[.continuityOfContent] = "SEPARATE"
        if let template {
            var reference = DICOMItem()
            reference[.mappingResource] = "DCMR"
            reference[.templateIdentifier] = .text(template)
            item[.contentTemplateSequence] = .item(reference)
        }
        return item
    }

    static func code(_ relation: String, _ name: DICOMCode, _ value: DICOMCode) -> DICOMItem {
        var item = base(relation, "CODE", name)
        item[.conceptCodeSequence] = value.sequence
        return item
    }

    static func text(_ relation: String, _ name: DICOMCode, _ text: String) -> DICOMItem {
        var item = base(relation, "TEXT", name)
        item[.textValue] = .text(text)
        return item
    }

    static func uid(_ name: DICOMCode, _ uid: String) -> DICOMItem {
        var item = base("HAS OBS CONTEXT", "UIDREF", name)
        item[.uid] = .text(uid)
        return item
    }

    static func person(_ name: DICOMCode, _ person: String) -> DICOMItem {
        var item = base("HAS OBS CONTEXT", "PNAME", name)
        item[.personName] = .text(person)
        return item
    }

    static func number(_ name: DICOMCode, _ value: Double, _ unit: DICOMCode) -> DICOMItem {
        var item = base("CONTAINS", "NUM", name)
        var measured = DICOMItem()
        measured[.numericValue] = .decimal(value)
        measured[.floatingPointValue] = .decimal(value)
        measured[.measurementUnitsCodeSequence] = unit.sequence
        item[.measuredValueSequence] = .item(measured)
        return item
    }

    /// Coordinates on an image: columns and rows, the corner of the first pixel at 0, 0.
    static func coordinates(
        _ relation: String, _ name: DICOMCode, type: String, _ numbers: [Double], on frame: ImagingFrame
    ) -> DICOMItem {
        var item = base(relation, "SCOORD", name)
        item[.graphicType] = .text(type)
        item[.graphicData] = .decimals(numbers)
        var image = DICOMItem()
        image[.relationshipType] = "SELECTED FROM"
        image[.valueType] = "IMAGE"
        image[.referencedSOPSequence] = .item(DICOMHeader.reference(frame))
        item[.contentSequence] = .item(image)
        return item
    }

    /// Coordinates in the patient, in millimetres.
    static func coordinates(
        _ relation: String, _ name: DICOMCode, type: String, _ numbers: [Double], in frameOfReference: String
    ) -> DICOMItem {
        var item = base(relation, "SCOORD3D", name)
        item[.graphicType] = .text(type)
        item[.graphicData] = .decimals(numbers)
        item[.referencedFrameOfReferenceUID] = .text(frameOfReference)
        return item
    }

    private static func base(_ relation: String, _ type: String, _ name: DICOMCode) -> DICOMItem {
        var item = DICOMItem()
        item[.relationshipType] = .text(relation)
        item[.valueType] = .text(type)
        item[.conceptNameCodeSequence] = name.sequence
        return item
    }
}
