package import Imaging

/// Reads what a file says of labels: DICOM SEG, RTSTRUCT and SR, NIfTI and NRRD label maps.
///
/// Nothing here trusts the file: what cannot be read of it stands in ``LabelFile/problems``, and the rest is kept.
package enum LabelReader {
    /// The labels of a DICOM file; nil where it is a picture or anything else that has none.
    package static func read(_ file: DICOMFile) -> LabelFile? {
        let set = file.dataSet
        var labels: LabelFile
        switch set.text(.modality) {
        case "SEG": labels = SegmentationReader(file).read()
        case "RTSTRUCT": labels = StructureSetReader.read(set)
        case "SR", "KO": labels = ReportReader.read(set)
        default:
            // Some writers forget the modality.
            if set.has(.segmentSequence), set.has(.segmentationType) {
                labels = SegmentationReader(file).read()
            } else if set.has(.structureSetROISequence) {
                labels = StructureSetReader.read(set)
            } else if set.text(.valueType) == "CONTAINER", set.has(.contentSequence) {
                labels = ReportReader.read(set)
            } else {
                return nil
            }
        }
        labels.sop = set.text(.sopInstanceUID)
        labels.series = set.text(.seriesInstanceUID)
        labels.study = set.text(.studyInstanceUID)
        labels.frameOfReference = labels.frameOfReference ?? set.text(.frameOfReferenceUID)
        if let problem = file.problem { labels.problems.append(problem.description) }
        return labels
    }
}
