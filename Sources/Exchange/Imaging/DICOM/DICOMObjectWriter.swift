import Imaging

/// Writes a DICOM object for each annotation and series, into an archive.
struct DICOMObjectWriter: ExportWriter {
    enum Form { case segmentation, labelMap, structures, report }

    private let schema: ExportSchema
    private let form: Form
    private var zip: ZipWriter
    private var notes = ImagingNotes()

    init(_ schema: ExportSchema, _ about: ExportAbout, as form: Form) {
        self.schema = schema
        self.form = form
        zip = ZipWriter(moment: about.moment)
    }

    mutating func begin(into out: inout [UInt8]) {}

    mutating func write(_ task: ExportedTask, into out: inout [UInt8]) throws {
        for work in try ImagedWork.of(task, schema: schema) {
            if let obstacle = DICOMHeader.obstacle(work.series) {
                notes.add(work, obstacle)
                continue
            }
            switch form {
            case .segmentation:
                guard let volume = try SegmentVolume(work) else { continue }
                let object = SegmentationObject(work: work, volume: volume)
                zip.add(work.title + ".seg.dcm", try object.binary(), into: &out)
                zip.add(work.title + ".json", SegmentSidecar.json(work, volume), into: &out)
            case .labelMap:
                guard let volume = try SegmentVolume(work) else { continue }
                let object = SegmentationObject(work: work, volume: volume)
                for layer in volume.layers.indices {
                    // A label map has room for one segment a voxel: overlapping ones go into objects of their own.
                    let suffix = volume.layers.count > 1 ? "-layer-\(layer)" : ""
                    zip.add(work.title + suffix + ".labelmap.dcm", try object.labelMap(layer: layer), into: &out)
                }
                zip.add(work.title + ".json", SegmentSidecar.json(work, volume), into: &out)
            case .structures:
                guard work.series.geometry != nil else {
                    notes.add(work, "the series has no place in the patient, which a structure set needs")
                    continue
                }
                let object = StructureSetObject(work: work, volume: try SegmentVolume(work))
                zip.add(work.title + ".rtstruct.dcm", try object.file(), into: &out)
            case .report:
                guard !work.figures.isEmpty else { continue }
                zip.add(work.title + ".sr.dcm", try ReportObject(work: work).file(), into: &out)
            }
        }
    }

    mutating func end(into out: inout [UInt8]) {
        notes.write(into: &zip, &out)
        zip.finish(into: &out)
    }
}
