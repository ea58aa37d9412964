import Imaging

/// Reads DICOM segmentations: binary, fractional and label maps (PS3.3 C.8.20).
struct SegmentationReader {
    /// Enough for every voxel of a large volume to begin a run; more is a file made to exhaust memory.
    static let runLimit = 200_000_000

    private let file: DICOMFile
    private let set: DICOMDataSet

    init(_ file: DICOMFile) {
        self.file = file
        set = file.dataSet
    }

    func read() -> LabelFile {
        var labels = LabelFile(kind: .segmentation)
        labels.segmentationType = set.text(.segmentationType) ?? "BINARY"
        labels.referencedSeries = referencedSeries()
        labels.segments = segments(&labels.problems)
        let reader: PixelReader
        do throws(DICOMError) {
            reader = try PixelReader(file)
        } catch {
            labels.problems.append("the pixels cannot be read: \(error)")
            return labels
        }
        let places = FramePlaces(set, reader.image)
        labels.grid = places.grid
        labels.problems += places.problems
        fill(&labels, reader, places)
        return labels
    }

    private func referencedSeries() -> [String] {
        var found: [String] = []
        for item in set.items(.referencedSeriesSequence) {
            if let uid = item.text(.seriesInstanceUID), !found.contains(uid) { found.append(uid) }
        }
        return found
    }

    private func segments(_ problems: inout [String]) -> [LabelSegment] {
        var seen: Set<Int> = []
        return set.items(.segmentSequence).enumerated().compactMap { index, item in
            let number = item.integer(.segmentNumber) ?? index + 1
            // In a label map 0 is the background, described or not (PS3.3 C.8.20.4).
            if number == 0, set.text(.segmentationType) == "LABELMAP" { return nil }
            guard seen.insert(number).inserted else {
                problems.append("segment \(number) is described twice; the first counts")
                return nil
            }
            var segment = LabelSegment(
                number: number,
                label: item.text(.segmentLabel) ?? item.code(.segmentedPropertyTypeCodeSequence)?.meaning
                    ?? "Segment \(number)")
            segment.description = item.text(.segmentDescription)
            segment.category = item.code(.segmentedPropertyCategoryCodeSequence)
            segment.type = item.code(.segmentedPropertyTypeCodeSequence)
            segment.region = item.code(.anatomicRegionSequence)
            segment.algorithm =
                item.text(.segmentAlgorithmType).flatMap { .init(rawValue: $0.lowercased()) } ?? .unknown
            segment.algorithmName = item.text(.segmentAlgorithmName)
            segment.trackingID = item.text(.trackingID)
            segment.trackingUID = item.text(.trackingUID)
            if let lab = item.integers(.recommendedDisplayCIELabValue), lab.count == 3 {
                segment.colour = LabColour.rgb(lab)
            }
            return segment
        }
    }

    private func fill(_ labels: inout LabelFile, _ reader: PixelReader, _ places: FramePlaces) {
        let isMap = labels.segmentationType == "LABELMAP"
        let full = labels.segmentationType == "FRACTIONAL" ? max(1, set.integer(.maximumFractionalValue) ?? 255) : nil
        var indexes: [Int: Int] = [:]
        for (index, segment) in labels.segments.enumerated() { indexes[segment.number] = index }
        let background = isMap ? set.integer(.pixelPaddingValue) ?? 0 : 0
        var runs = 0
        var damaged = 0
        var strange: Set<Int> = []
        let bits = BitFrames(file, reader.image)
        for frame in 0..<min(reader.image.frames, places.count) {
            guard runs < Self.runLimit else {
                labels.problems.append(
                    "the segmentation has more runs than any hand or model makes; frames from \(frame + 1) on are left out"
                )
                break
            }
            var found: [Int: LabelPlane] = [:]
            if let bits, !isMap, full == nil {
                guard let number = places.segment(of: frame) else { continue }
                found[number] = LabelPlane(
                    columns: reader.image.columns, rows: reader.image.rows, runs: bits.runs(in: frame))
            } else {
                guard let samples = try? reader.frame(frame) else {
                    damaged += 1
                    continue
                }
                let values = FrameRuns(samples)
                if isMap {
                    found = values.labels(except: background)
                } else if let number = places.segment(of: frame) {
                    found[number] = full.map { values.fractions(of: $0) } ?? values.ones()
                }
            }
            for (number, plane) in found where !plane.runs.isEmpty {
                guard let index = indexes[number] else {
                    strange.insert(number)
                    continue
                }
                runs += plane.runs.count / 2
                labels.segments[index].planes.append(places.placed(plane, frame))
            }
        }
        if damaged > 0 { labels.problems.append("\(damaged) frames cannot be decoded and are left out") }
        if reader.image.frames > places.count {
            labels.problems.append("\(reader.image.frames - places.count) frames have no place and are left out")
        }
        for number in strange.sorted().prefix(8) {
            labels.problems.append("frames show segment \(number), which is not described")
        }
    }
}
