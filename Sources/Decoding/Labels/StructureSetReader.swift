import Imaging

/// Reads RT structure sets (PS3.3 C.8.8.5, C.8.8.6, C.8.8.8).
enum StructureSetReader {
    /// Corners in all; the largest real sets have some hundred thousand.
    private static let pointLimit = 50_000_000

    static func read(_ set: DICOMDataSet) -> LabelFile {
        var labels = LabelFile(kind: .structures)
        labels.referencedSeries = referencedSeries(set)
        labels.frameOfReference =
            set.items(.referencedFrameOfReferenceSequence).lazy.compactMap { $0.text(.frameOfReferenceUID) }.first
            ?? set.items(.structureSetROISequence).lazy.compactMap { $0.text(.referencedFrameOfReferenceUID) }.first
        var observations: [Int: DICOMDataSet] = [:]
        for item in set.items(.rtroiObservationsSequence) {
            if let number = item.integer(.referencedROINumber), observations[number] == nil {
                observations[number] = item
            }
        }
        for item in set.items(.structureSetROISequence) {
            guard let number = item.integer(.roiNumber) else {
                labels.problems.append("a structure has no number and is left out")
                continue
            }
            var segment = LabelSegment(number: number, label: item.text(.roiName) ?? "ROI \(number)")
            segment.description = item.text(.roiDescription)
            segment.algorithm =
                item.text(.roiGenerationAlgorithm).flatMap { .init(rawValue: $0.lowercased()) } ?? .unknown
            segment.type = observations[number]?.code(.rtroiIdentificationCodeSequence)
            labels.segments.append(segment)
        }
        addContours(set, &labels)
        return labels
    }

    private static func referencedSeries(_ set: DICOMDataSet) -> [String] {
        var found: [String] = []
        for frame in set.items(.referencedFrameOfReferenceSequence) {
            for study in frame.items(.rtReferencedStudySequence) {
                for series in study.items(.rtReferencedSeriesSequence) {
                    if let uid = series.text(.seriesInstanceUID), !found.contains(uid) { found.append(uid) }
                }
            }
        }
        return found
    }

    private static func addContours(_ set: DICOMDataSet, _ labels: inout LabelFile) {
        var points = 0
        var damaged = 0
        for item in set.items(.roiContourSequence) {
            guard let number = item.integer(.referencedROINumber),
                let index = labels.segments.firstIndex(where: { $0.number == number })
            else {
                labels.problems.append("contours name a structure that is not described and are left out")
                continue
            }
            if let colour = item.integers(.roiDisplayColor), colour.count == 3 {
                labels.segments[index].colour = colour.map { min(255, max(0, $0)) }
            }
            for contour in item.items(.contourSequence) {
                guard let numbers = contour.decimals(.contourData), !numbers.isEmpty, numbers.count % 3 == 0,
                    numbers.allSatisfy({ $0.isFinite && abs($0) < 1e7 })
                else {
                    damaged += 1
                    continue
                }
                points += numbers.count / 3
                guard points <= pointLimit else {
                    labels.problems.append(
                        "the structure set has more than \(pointLimit) corners; the rest is left out")
                    return
                }
                var read = LabelContour(type: contour.text(.contourGeometricType) ?? "CLOSED_PLANAR", points: numbers)
                let images = contour.items(.contourImageSequence)
                if images.count == 1 {
                    read.sop = images[0].text(.referencedSOPInstanceUID)
                    read.frame = images[0].integer(.referencedFrameNumber)
                }
                labels.segments[index].contours.append(read)
            }
        }
        if damaged > 0 { labels.problems.append("\(damaged) contours cannot be read and are left out") }
    }
}
