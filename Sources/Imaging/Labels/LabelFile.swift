/// What a file of labels says: a DICOM SEG, RTSTRUCT or SR, or a label map in NIfTI or NRRD.
///
/// The worker answers it for `labels(path)` as JSON (``json``); planes carry their pixels as runs, so that a hundred segments
/// of a large volume stay small.
package struct LabelFile: Sendable, Equatable {
    package enum Kind: String, Sendable {
        case segmentation = "seg", structures = "rtstruct", report = "sr", labelMap = "labelmap"
    }

    package var kind: Kind
    /// The file's own SOP instance and series; nil outside DICOM.
    package var sop: String?
    package var series: String?
    package var study: String?
    package var frameOfReference: String?
    /// `BINARY`, `FRACTIONAL` or `LABELMAP` of a SEG.
    package var segmentationType: String?
    /// The series it speaks of, by UID.
    package var referencedSeries: [String] = []
    /// The lattice of its own voxels, where it has one.
    package var grid: LabelGrid?
    package var segments: [LabelSegment] = []
    package var measurements: [LabelMeasurement] = []
    /// What could not be read, or was read with a doubt; names no patient.
    package var problems: [String] = []

    package init(kind: Kind) { self.kind = kind }
}
