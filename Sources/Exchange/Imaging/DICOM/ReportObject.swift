import Imaging
import JSON
import LabelConfig

/// Builds a measurement report (PS3.16 TID 1500) as a Comprehensive 3D SR: a measurement group for each figure.
///
/// Figures with an area are planar regions (TID 1410); lengths and angles are measurements inferred from their coordinates (TID 1501 with TID
/// 320). A figure drawn on a frame is told in pixels of that frame, one drawn across frames in millimetres of the patient.
struct ReportObject {
    static let sopClass = "1.2.840.10008.5.1.4.1.1.88.34"

    let work: ImagedWork

    func file() throws -> [UInt8] {
        var item = DICOMHeader.item(
            work, sopClass: Self.sopClass, modality: "SR", role: "sr", description: "Measurements", number: 9003)
        item[.referencedPerformedProcedureStepSequence] = .items([])
        item[.performedProcedureCodeSequence] = .items([])
        item[.completionFlag] = "COMPLETE"
        item[.verificationFlag] = "UNVERIFIED"
        item[.currentRequestedProcedureEvidenceSequence] = .item(evidence())
        var root = ReportItem.container(DICOMCode("126000", "DCM", "Imaging Measurement Report"), template: "1500")
        root[.relationshipType] = nil
        var content: [DICOMItem] = []
        content.append(
            ReportItem.code(
                "HAS CONCEPT MOD", DICOMCode("121049", "DCM", "Language of Content Item and Descendants"),
                DICOMCode("en-US", "RFC5646", "English (United States)")))
        content.append(
            ReportItem.code(
                "HAS OBS CONTEXT", DICOMCode("121005", "DCM", "Observer Type"), DICOMCode("121006", "DCM", "Person")))
        content.append(
            ReportItem.person(
                DICOMCode("121008", "DCM", "Person Observer Name"), DICOMHeader.annotator(work.annotation)))
        content.append(
            ReportItem.code(
                "HAS CONCEPT MOD", DICOMCode("121058", "DCM", "Procedure reported"),
                DICOMCode("363679005", "SCT", "Imaging procedure")))
        var groups = ReportItem.container(DICOMCode("126010", "DCM", "Imaging Measurements"))
        groups[.contentSequence] = .items(
            work.figures.map { ReportGroup(figure: $0, series: work.series, work: work).item })
        content.append(groups)
        root[.contentSequence] = .items(content)
        for element in root.elements { item.set(element.tag, element.vr, element.value) }
        do {
            return try DICOMWriter.file(item)
        } catch {
            throw ExportError(task: work.task.id, annotation: work.annotation.id, reason: .notDICOM("\(error)"))
        }
    }

    /// The images the figures were drawn on.
    private func evidence() -> DICOMItem {
        var used = work.figures.compactMap { FrameFinder.frame(of: $0, in: work.series)?.frame }
        if used.isEmpty { used = Array(work.series.frames.prefix(1)) }
        var series = DICOMItem()
        series[.seriesInstanceUID] = .text(work.series.uid)
        series[.referencedSOPSequence] = .items(DICOMHeader.instances(used))
        var study = DICOMItem()
        study[.studyInstanceUID] = .text(work.series.study.uid)
        study[.referencedSeriesSequence] = .item(series)
        return study
    }
}

/// The frame a figure was drawn on.
enum FrameFinder {
    static func frame(of figure: ImagedFigure, in series: ImagingSeries) -> (index: Int, frame: ImagingFrame)? {
        if let sop = figure.sop {
            let number = figure.frameNumber ?? 1
            if let index = series.frames.firstIndex(where: { $0.sop == sop && $0.number == number }) {
                return (index, series.frames[index])
            }
        }
        // A shape without a place in the patient lies on the frame its item is.
        guard figure.points.isEmpty || series.geometry == nil else { return nil }
        let index = figure.frame ?? 0
        return series.frames.indices.contains(index) ? (index, series.frames[index]) : nil
    }
}
