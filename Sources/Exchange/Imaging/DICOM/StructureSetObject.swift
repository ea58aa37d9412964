import Imaging
import LabelConfig
import PixelEngine

/// Builds an RT structure set (PS3.3 A.19): the outlines of segments, and closed figures, in patient millimetres.
///
/// Outlines run half-way between the last pixel inside and the first outside, so that any reader that asks for pixel centres gets the mask back
/// to the voxel. A hole is joined to the outline around it by a line walked twice, the keyhole of PS3.3 C.8.8.6.3, which readers
/// that know nothing of holes understand too.
struct StructureSetObject {
    static let sopClass = "1.2.840.10008.5.1.4.1.1.481.3"

    private struct Structure {
        var name: String
        var label: ExportSchema.Label
        var classNumber: Int
        var words: String?
        var algorithm: ImagedSegment.Algorithm
        var contours: [DICOMItem]
    }

    let work: ImagedWork
    let volume: SegmentVolume?

    func file() throws -> [UInt8] {
        var item = DICOMHeader.item(
            work, sopClass: Self.sopClass, modality: "RTSTRUCT", role: "rtstruct", description: "Structures",
            number: 9002)
        let made = DICOMHeader.moment(work.annotation.updatedAt)
        item[.contentDate] = nil
        item[.contentTime] = nil
        item[.operatorsName] = .text(DICOMHeader.annotator(work.annotation))
        item[.structureSetLabel] = "STRUCTURES"
        item[.structureSetDescription] = .text("Task \(work.task.id), annotation \(work.annotation.id)")
        item[.structureSetDate] = .text(made.date)
        item[.structureSetTime] = .text(made.time)
        item[.approvalStatus] = "UNAPPROVED"
        let reference = work.series.frameOfReference ?? StableHash.uid("frame of reference", work.series.uid)
        item[.frameOfReferenceUID] = .text(reference)
        item[.positionReferenceIndicator] = work.series.positionReferenceIndicator.map { .text($0) } ?? .empty
        item[.referencedFrameOfReferenceSequence] = .item(frames(reference))
        let structures = segments() + figures()
        item[.structureSetROISequence] = .items(
            structures.enumerated().map { roi($1, number: $0 + 1, reference: reference) })
        item[.roiContourSequence] = .items(
            structures.enumerated().map { index, structure in
                var contour = DICOMItem()
                contour[.referencedROINumber] = .integer(index + 1)
                contour[.roiDisplayColor] = .integers(
                    LabelColour.rgb(structure.label.colour, number: structure.classNumber))
                // An ROI of which nothing is painted has no contours at all (type 3).
                if !structure.contours.isEmpty { contour[.contourSequence] = .items(structure.contours) }
                return contour
            })
        item[.rtroiObservationsSequence] = .items(structures.enumerated().map { observation($1, number: $0 + 1) })
        do {
            return try DICOMWriter.file(item)
        } catch {
            throw ExportError(task: work.task.id, annotation: work.annotation.id, reason: .notDICOM("\(error)"))
        }
    }

    private func frames(_ reference: String) -> DICOMItem {
        var series = DICOMItem()
        series[.seriesInstanceUID] = .text(work.series.uid)
        series[.contourImageSequence] = .items(DICOMHeader.instances(work.series.frames))
        var study = DICOMItem()
        study[.referencedSOPClassUID] = "1.2.840.10008.3.1.2.3.1"
        study[.referencedSOPInstanceUID] = .text(work.series.study.uid)
        study[.rtReferencedSeriesSequence] = .item(series)
        var item = DICOMItem()
        item[.frameOfReferenceUID] = .text(reference)
        item[.rtReferencedStudySequence] = .item(study)
        return item
    }

    private func roi(_ structure: Structure, number: Int, reference: String) -> DICOMItem {
        var item = DICOMItem()
        item[.roiNumber] = .integer(number)
        item[.referencedFrameOfReferenceUID] = .text(reference)
        item[.roiName] = .text(DICOMText.long(structure.name))
        if let words = structure.words { item[.roiDescription] = .text(DICOMText.paragraph(words)) }
        item[.roiGenerationAlgorithm] = .text(structure.algorithm.rawValue)
        return item
    }

    private func observation(_ structure: Structure, number: Int) -> DICOMItem {
        var item = DICOMItem()
        item[.observationNumber] = .integer(number)
        item[.referencedROINumber] = .integer(number)
        item[.roiObservationLabel] = .text(DICOMText.short(structure.name))
        item[.rtroiIdentificationCodeSequence] = DICOMCode.type(of: structure.label).sequence
        item[.rtroiInterpretedType] = .empty
        item[.roiInterpreter] = .empty
        return item
    }

    private func segments() -> [Structure] {
        guard let volume else { return [] }
        var contours = [[DICOMItem]](repeating: [], count: volume.entries.count)
        for layer in volume.layers.indices {
            for plane in volume.planes(of: layer) where !plane.isEmpty {
                for (index, entry) in volume.entries.enumerated() where entry.layer == layer {
                    guard let extent = entry.extent, extent.low[2] <= plane.slice, extent.high[2] >= plane.slice else {
                        continue
                    }
                    contours[index] += outlines(of: entry.value, plane, extent, volume)
                }
            }
        }
        return zip(volume.entries, contours).map { entry, contours in
            let status = entry.segment.status ?? .present
            return Structure(
                name: entry.segment.name, label: entry.segment.label, classNumber: entry.segment.classNumber,
                words: status == .present ? nil : status.rawValue, algorithm: entry.segment.algorithm,
                contours: contours)
        }
    }

    /// The outlines in one slice, looked for in the block that holds all of the segment.
    private func outlines(
        of value: UInt8, _ plane: MaskPlanes.Plane, _ extent: MaskExtent, _ volume: SegmentVolume
    ) -> [DICOMItem] {
        let (left, top) = (extent.low[0], extent.low[1])
        let (width, height) = (extent.high[0] - left + 1, extent.high[1] - top + 1)
        var block: [UInt8] = []
        block.reserveCapacity(width * height)
        for row in top..<top + height {
            let start = row * volume.columns + left
            block.append(contentsOf: plane.labels[start..<start + width])
        }
        let grid = Grid(columns: width, rows: height, slices: 1, spacingX: 1, spacingY: 1, spacingZ: 1)
        let lines = block.withUnsafeBufferPointer {
            MaskContours.trace(value, in: $0, of: grid, axis: 2, slice: 0, tolerance: 0)
        }
        return Keyhole.joined(lines).map { points in
            let places = points.flatMap { point in
                work.series.point(
                    Double(point.u) / 256 + Double(left), Double(point.v) / 256 + Double(top), slice: plane.slice) ?? []
            }
            return contour(places, type: "CLOSED_PLANAR", slice: plane.slice)
        }
    }

    private func contour(_ places: [Double], type: String, slice: Int?) -> DICOMItem {
        var item = DICOMItem()
        if let slice, work.series.frames.indices.contains(slice) {
            item[.contourImageSequence] = .item(DICOMHeader.reference(work.series.frames[slice]))
        }
        item[.contourGeometricType] = .text(type)
        item[.numberOfContourPoints] = .integer(places.count / 3)
        // A hundred thousandth of a millimetre; the text of a decimal has 16 characters.
        item[.contourData] = .decimals(places.map { ($0 * 1e5).rounded() / 1e5 })
        return item
    }

    private func figures() -> [Structure] {
        work.figures.enumerated().compactMap { index, figure in
            guard let label = figure.label, !figure.points.isEmpty else { return nil }
            let isClosed = [.ellipse, .rectangle, .freehand, .polygon].contains(figure.kind)
            let points = figure.kind == .ellipse ? EllipseOutline.points(figure.points) : figure.points
            let type = isClosed ? "CLOSED_PLANAR" : points.count == 1 ? "POINT" : "OPEN_PLANAR"
            guard isClosed ? points.count >= 3 : true else { return nil }
            let slice = figure.sop.flatMap { sop in
                work.series.frames.firstIndex { $0.sop == sop && $0.number == figure.frameNumber ?? $0.number }
            }
            return Structure(
                name: "\(label.value) (\(figure.kind?.rawValue ?? "figure") \(index + 1))", label: label,
                classNumber: index + 1,
                words: nil, algorithm: .manual,
                contours: [contour(points.flatMap { $0 }, type: type, slice: slice)])
        }
    }
}
