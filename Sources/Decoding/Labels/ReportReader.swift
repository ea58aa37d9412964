import Imaging

/// Reads measurement reports (PS3.16 TID 1500): every measurement group, wherever it stands in the tree.
struct ReportReader {
    private static let groupLimit = 100_000
    /// As deep as content is followed; the parser has its own end far below.
    private static let depthLimit = 48

    private var measurements: [LabelMeasurement] = []
    private var problems: [String] = []

    static func read(_ set: DICOMDataSet) -> LabelFile {
        var reader = ReportReader()
        reader.walk(set, depth: 0)
        var labels = LabelFile(kind: .report)
        labels.measurements = reader.measurements
        labels.problems = reader.problems
        for tag in [DICOMTag.currentRequestedProcedureEvidenceSequence, .pertinentOtherEvidenceSequence] {
            for study in set.items(tag) {
                for series in study.items(.referencedSeriesSequence) {
                    if let uid = series.text(.seriesInstanceUID), !labels.referencedSeries.contains(uid) {
                        labels.referencedSeries.append(uid)
                    }
                }
            }
        }
        return labels
    }

    private mutating func walk(_ set: DICOMDataSet, depth: Int) {
        guard depth < Self.depthLimit else { return }
        for item in set.items(.contentSequence) {
            let name = item.code(.conceptNameCodeSequence)
            if item.text(.valueType) == "CONTAINER", name?.isGroup ?? false {
                guard measurements.count < Self.groupLimit else { return }
                measurements.append(group(item))
            } else {
                walk(item, depth: depth + 1)
            }
        }
    }

    private mutating func group(_ group: DICOMDataSet) -> LabelMeasurement {
        var measurement = LabelMeasurement()
        for item in group.items(.contentSequence) { add(item, to: &measurement) }
        return measurement
    }

    private mutating func add(_ item: DICOMDataSet, to measurement: inout LabelMeasurement) {
        guard let type = item.text(.valueType) else { return }
        let name = item.code(.conceptNameCodeSequence)
        switch (type, name?.value) {
        case ("TEXT", "112039"): measurement.trackingID = item.text(.textValue)
        case ("UIDREF", "112040"): measurement.trackingUID = item.text(.uid)
        case ("CODE", "121071"): measurement.finding = item.code(.conceptCodeSequence)
        case ("CODE", "363698007"), ("CODE", "G-C0E3"):
            if let site = item.code(.conceptCodeSequence) { measurement.sites.append(site) }
        case ("CODE", _):
            if let name, let value = item.code(.conceptCodeSequence) {
                measurement.qualities.append(LabelCodePair(name: name, value: value))
            }
        case ("NUM", _): addNumber(item, name, to: &measurement)
        case ("SCOORD", _), ("SCOORD3D", _): addRegion(item, to: &measurement)
        case ("IMAGE", _):
            // A reference to a segmentation names the segment (PS3.3 C.17.4).
            if let source = item.item(.referencedSOPSequence), let sop = source.text(.referencedSOPInstanceUID),
                let number = source.integer(.referencedSegmentNumber)
            {
                measurement.segment = (sop, number)
            }
        default: break
        }
    }

    private mutating func addNumber(
        _ item: DICOMDataSet, _ name: LabelCode?, to measurement: inout LabelMeasurement
    ) {
        let inside = item.items(.contentSequence)
        for inner in inside where ["SCOORD", "SCOORD3D"].contains(inner.text(.valueType)) {
            addRegion(inner, to: &measurement)
        }
        guard let name, let measured = item.item(.measuredValueSequence),
            let number = measured.decimal(.floatingPointValue) ?? measured.decimal(.numericValue), number.isFinite
        else {
            problems.append("a measurement has no value and is left out")
            return
        }
        let derivation = inside.first { $0.code(.conceptNameCodeSequence)?.value == "121401" }
        measurement.values.append(
            LabelMeasurement.Value(
                name: name, number: number,
                unit: measured.code(.measurementUnitsCodeSequence) ?? LabelCode("1", "UCUM", "no units"),
                derivation: derivation?.code(.conceptCodeSequence)))
    }

    private mutating func addRegion(_ item: DICOMDataSet, to measurement: inout LabelMeasurement) {
        let isPatient = item.text(.valueType) == "SCOORD3D"
        guard let type = item.text(.graphicType), let numbers = item.decimals(.graphicData), !numbers.isEmpty,
            numbers.count % (isPatient ? 3 : 2) == 0, numbers.allSatisfy(\.isFinite)
        else {
            problems.append("coordinates of a measurement cannot be read and are left out")
            return
        }
        var region = LabelMeasurement.Region(type: type, points: numbers, isPatient: isPatient)
        let image = item.items(.contentSequence).first { $0.text(.valueType) == "IMAGE" }?.item(.referencedSOPSequence)
        region.sop = image?.text(.referencedSOPInstanceUID)
        region.frame = image?.integer(.referencedFrameNumber)
        if !measurement.regions.contains(region) { measurement.regions.append(region) }
    }
}

extension LabelCode {
    fileprivate var isGroup: Bool { value == "125007" && scheme == "DCM" }
}
