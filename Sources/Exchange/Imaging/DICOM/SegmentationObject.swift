import Imaging
import LabelConfig

/// Builds DICOM segmentations (PS3.3 A.51): one bit a voxel and segment, or a label map (Supplement 243).
struct SegmentationObject {
    static let binaryClass = "1.2.840.10008.5.1.4.1.1.66.4"
    static let labelMapClass = "1.2.840.10008.5.1.4.1.1.66.7"

    /// A frame of the object: the segment it shows (none in a label map), its slice and its packed pixels.
    private struct Frame {
        var segment: Int
        var slice: Int
        var pixels: [UInt8]
    }

    let work: ImagedWork
    let volume: SegmentVolume

    /// The object with a bit a voxel: overlapping segments lie side by side in it, and an empty one is listed without frames.
    func binary() throws -> [UInt8] {
        var frames: [Frame] = []
        let area = volume.columns * volume.rows
        for layer in volume.layers.indices {
            let inside = volume.entries.enumerated().filter { $1.layer == layer && $1.extent != nil }
            for plane in volume.planes(of: layer) where !plane.isEmpty {
                for (number, entry) in inside {
                    guard let extent = entry.extent, extent.low[2] <= plane.slice, extent.high[2] >= plane.slice else {
                        continue
                    }
                    let rows = extent.low[1] * volume.columns..<(extent.high[1] + 1) * volume.columns
                    guard let packed = Self.packed(plane.labels, entry.value, within: rows) else { continue }
                    frames.append(Frame(segment: number + 1, slice: plane.slice, pixels: packed))
                }
            }
        }
        frames.sort { ($0.segment, $0.slice) < ($1.segment, $1.slice) }
        // An image has at least one frame, even where nothing is painted anywhere.
        if frames.isEmpty {
            frames = [Frame(segment: 1, slice: 0, pixels: [UInt8](repeating: 0, count: (area + 7) / 8))]
        }
        var item = header(Self.binaryClass, role: "seg", type: "BINARY", bits: 1)
        item[.segmentsOverlap] = volume.layers.count > 1 ? "YES" : "NO"
        item[.segmentSequence] = .items(volume.entries.enumerated().map { segment($1, number: $0 + 1) })
        try addFrames(frames, to: &item, hasSegments: true)
        item.set(.pixelData, .OB, .bytes(Self.joined(frames.map(\.pixels), bits: area)))
        return try write(item)
    }

    /// The label map of one layer. Its segments are counted from one: what they are is told by their codes.
    func labelMap(layer: Int) throws -> [UInt8] {
        let entries = volume.entries.filter {
            $0.layer == layer && $0.extent != nil || ($0.extent == nil && layer == 0)
        }
        var numbers = [UInt8](repeating: 0, count: 256)
        for (index, entry) in entries.enumerated() { numbers[Int(entry.value)] = UInt8(index + 1) }
        var frames: [Frame] = []
        for plane in volume.planes(of: layer) where !plane.isEmpty {
            frames.append(Frame(segment: 0, slice: plane.slice, pixels: plane.labels.map { numbers[Int($0)] }))
        }
        if frames.isEmpty {
            frames = [Frame(segment: 0, slice: 0, pixels: [UInt8](repeating: 0, count: volume.columns * volume.rows))]
        }
        var item = header(Self.labelMapClass, role: "labelmap-\(layer)", type: "LABELMAP", bits: 8)
        item[.segmentsOverlap] = "NO"
        item.set(.pixelPaddingValue, .US, 0)
        item[.segmentSequence] = .items(entries.enumerated().map { segment($1, number: $0 + 1) })
        try addFrames(frames, to: &item, hasSegments: false)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(frames.count * volume.columns * volume.rows)
        for frame in frames { pixels += frame.pixels }
        item.set(.pixelData, .OB, .bytes(pixels))
        return try write(item)
    }

    private func write(_ item: DICOMItem) throws -> [UInt8] {
        do {
            return try DICOMWriter.file(item)
        } catch {
            throw ExportError(task: work.task.id, annotation: work.annotation.id, reason: .notDICOM("\(error)"))
        }
    }

    private func header(_ sopClass: String, role: String, type: String, bits: Int) -> DICOMItem {
        var item = DICOMHeader.item(
            work, sopClass: sopClass, modality: "SEG", role: role, description: "Segmentation", number: 9001)
        item[.imageType] = .texts(["DERIVED", "PRIMARY"])
        if let reference = work.series.frameOfReference, work.series.geometry != nil {
            item[.frameOfReferenceUID] = .text(reference)
            item[.positionReferenceIndicator] = work.series.positionReferenceIndicator.map { .text($0) } ?? .empty
        }
        // Asked for where no orientation in the patient is known (PS3.3 C.7.6.1, type 2C).
        if work.series.geometry == nil { item[.patientOrientation] = .empty }
        item[.samplesPerPixel] = 1
        item[.photometricInterpretation] = "MONOCHROME2"
        item[.rows] = .integer(volume.rows)
        item[.columns] = .integer(volume.columns)
        item[.bitsAllocated] = .integer(bits)
        item[.bitsStored] = .integer(bits)
        item[.highBit] = .integer(bits - 1)
        item[.pixelRepresentation] = 0
        item[.lossyImageCompression] = "00"
        item[.segmentationType] = .text(type)
        item[.contentLabel] = "SEGMENTATION"
        item[.contentDescription] = .text("Task \(work.task.id), annotation \(work.annotation.id)")
        item[.contentCreatorName] = .text(DICOMHeader.annotator(work.annotation))
        var series = DICOMItem()
        series[.seriesInstanceUID] = .text(work.series.uid)
        series[.referencedInstanceSequence] = .items(DICOMHeader.instances(work.series.frames))
        item[.referencedSeriesSequence] = .item(series)
        return item
    }

    private func segment(_ entry: SegmentVolume.Entry, number: Int) -> DICOMItem {
        var item = DICOMItem()
        let segment = entry.segment
        item[.segmentNumber] = .integer(number)
        item[.segmentLabel] = .text(DICOMText.long(segment.name))
        if let words = Self.words(entry) { item[.segmentDescription] = .text(words) }
        item[.segmentAlgorithmType] = .text(segment.algorithm.rawValue)
        if segment.algorithm != .manual { item[.segmentAlgorithmName] = "Proposal of a model" }
        item[.segmentedPropertyCategoryCodeSequence] = DICOMCode.category(of: segment.label).sequence
        item[.segmentedPropertyTypeCodeSequence] = DICOMCode.type(of: segment.label).sequence
        item[.recommendedDisplayCIELabValue] = .integers(
            CIELab.values(LabelColour.rgb(segment.label.colour, number: segment.classNumber)))
        item[.trackingID] = .text("\(work.task.id)/\(work.annotation.id)/\(segment.region)")
        item[.trackingUID] = .text(StableHash.uid("tracking", work.series.uid, "\(work.task.id)", segment.region))
        return item
    }

    /// An empty segment says why it is.
    private static func words(_ entry: SegmentVolume.Entry) -> String? {
        switch entry.segment.status {
        case .absent: "absent: looked for and not there"
        case .notAssessable: "not assessable in this image"
        case .outside: "outside the scanned field"
        case .present, nil: entry.extent == nil ? "nothing painted" : nil
        }
    }

    private func addFrames(_ frames: [Frame], to item: inout DICOMItem, hasSegments: Bool) throws {
        item[.numberOfFrames] = .integer(frames.count)
        let organization = StableHash.uid("dimensions", item.text(.sopInstanceUID) ?? "")
        var owner = DICOMItem()
        owner[.dimensionOrganizationUID] = .text(organization)
        item[.dimensionOrganizationSequence] = .item(owner)
        let hasPlanes = work.series.geometry != nil
        var pointers: [(DICOMTag, DICOMTag, String)] = []
        if hasSegments { pointers.append((.referencedSegmentNumber, .segmentIdentificationSequence, "Segment")) }
        pointers.append(
            hasPlanes
                ? (.imagePositionPatient, .planePositionSequence, "Slice")
                : (.inStackPositionNumber, .frameContentSequence, "Frame"))
        item[.dimensionIndexSequence] = .items(
            pointers.map { pointer, group, name in
                var index = DICOMItem()
                index[.dimensionOrganizationUID] = .text(organization)
                index[.dimensionIndexPointer] = .tags([pointer])
                index[.functionalGroupPointer] = .tags([group])
                index[.dimensionDescriptionLabel] = .text(name)
                return index
            })
        item[.sharedFunctionalGroupsSequence] = .item(shared())
        // Indices of a dimension count what occurs, from one (PS3.3 C.7.6.17.1).
        let slices = Set(frames.map(\.slice)).sorted()
        let places = Dictionary(uniqueKeysWithValues: slices.enumerated().map { ($1, $0 + 1) })
        let segments = Set(frames.map(\.segment)).sorted()
        let ranks = Dictionary(uniqueKeysWithValues: segments.enumerated().map { ($1, $0 + 1) })
        item[.perFrameFunctionalGroupsSequence] = .items(
            frames.map { frame in
                let place = places[frame.slice] ?? 1
                return group(
                    frame, index: hasSegments ? [ranks[frame.segment] ?? 1, place] : [place], hasSegments: hasSegments)
            })
    }

    private func shared() -> DICOMItem {
        var shared = DICOMItem()
        if let geometry = work.series.geometry {
            var measures = DICOMItem()
            measures[.pixelSpacing] = .decimals([geometry.spacing[1], geometry.spacing[0]])
            measures[.sliceThickness] = .decimal(geometry.spacing[2])
            if geometry.isRegular { measures[.spacingBetweenSlices] = .decimal(geometry.spacing[2]) }
            shared[.pixelMeasuresSequence] = .item(measures)
            var orientation = DICOMItem()
            orientation[.imageOrientationPatient] = .decimals(geometry.row + geometry.column)
            shared[.planeOrientationSequence] = .item(orientation)
        } else if let spacing = work.series.planeSpacing, spacing.count == 2 {
            var measures = DICOMItem()
            measures[.pixelSpacing] = .decimals([spacing[1], spacing[0]])
            measures[.sliceThickness] = 1.0
            shared[.pixelMeasuresSequence] = .item(measures)
        }
        return shared
    }

    private func group(_ frame: Frame, index: [Int], hasSegments: Bool) -> DICOMItem {
        var group = DICOMItem()
        var content = DICOMItem()
        content[.dimensionIndexValues] = .integers(index)
        if let corner = work.series.point(0, 0, slice: frame.slice) {
            var position = DICOMItem()
            position[.imagePositionPatient] = .decimals(corner)
            group[.planePositionSequence] = .item(position)
        } else {
            content[.stackID] = "1"
            content[.inStackPositionNumber] = .integer(index.last ?? 1)
        }
        group[.frameContentSequence] = .item(content)
        if hasSegments {
            var identification = DICOMItem()
            identification[.referencedSegmentNumber] = .integer(frame.segment)
            group[.segmentIdentificationSequence] = .item(identification)
        }
        if work.series.frames.indices.contains(frame.slice) {
            var source = DICOMHeader.reference(work.series.frames[frame.slice])
            source[.purposeOfReferenceCodeSequence] =
                DICOMCode("121322", "DCM", "Source image for image processing operation").sequence
            source[.spatialLocationsPreserved] = "YES"
            var derivation = DICOMItem()
            derivation[.sourceImageSequence] = .item(source)
            derivation[.derivationCodeSequence] = DICOMCode("113076", "DCM", "Segmentation").sequence
            group[.derivationImageSequence] = .item(derivation)
        }
        return group
    }

    /// Eight pixels a byte, the first in the lowest bit (PS3.5 §8.1.1); nil where none has the value.
    private static func packed(_ labels: [UInt8], _ value: UInt8, within places: Range<Int>) -> [UInt8]? {
        var packed = [UInt8](repeating: 0, count: (labels.count + 7) / 8)
        var isEmpty = true
        labels.withUnsafeBufferPointer { labels in
            for index in places where labels[index] == value {
                packed[index >> 3] |= 1 << UInt8(index & 7)
                isEmpty = false
            }
        }
        return isEmpty ? nil : packed
    }

    /// Frames of single bits follow each other without padding, in the middle of a byte if need be.
    private static func joined(_ frames: [[UInt8]], bits: Int) -> [UInt8] {
        guard bits % 8 != 0 else {
            var out: [UInt8] = []
            out.reserveCapacity(bits / 8 * frames.count)
            for frame in frames { out.append(contentsOf: frame) }
            return out
        }
        var out = [UInt8](repeating: 0, count: (bits * frames.count + 7) / 8)
        for (number, frame) in frames.enumerated() {
            let start = number * bits
            let shift = UInt8(start & 7)
            for (index, byte) in frame.enumerated() where byte != 0 {
                let place = (start >> 3) + index
                out[place] |= byte << shift
                if shift > 0, byte >> (8 - shift) != 0 { out[place + 1] |= byte >> (8 - shift) }
            }
        }
        return out
    }
}
