import Imaging

/// Where each frame of a segmentation lies, and of which segment it is: its functional groups, or its place in a whole slide.
struct FramePlaces {
    private struct Place {
        var segment: Int?
        var position: [Double]?
        var offset: [Int]?
        var sop: String?
        var frame: Int?
    }

    private var places: [Place] = []
    private(set) var grid: LabelGrid?
    private(set) var problems: [String] = []

    var count: Int { places.count }

    init(_ set: DICOMDataSet, _ image: DICOMImage) {
        let shared = set.item(.sharedFunctionalGroupsSequence)
        let groups = set.items(.perFrameFunctionalGroupsSequence)
        if groups.isEmpty, set.text(.dimensionOrganizationType) == "TILED_FULL" {
            places = Self.tiles(set, image)
            return
        }
        places = groups.map { Self.place($0, shared) }
        if groups.isEmpty {
            places = [Self.place(set, shared)]
            problems.append("the frames have no functional groups")
        }
        grid = lattice(shared, groups.first, set, image)
    }

    func segment(of frame: Int) -> Int? { places[frame].segment }

    func placed(_ plane: LabelPlane, _ frame: Int) -> LabelPlane {
        var plane = plane
        let place = places[frame]
        plane.sop = place.sop
        plane.frame = place.frame
        plane.position = place.position
        plane.offset = place.offset
        return plane
    }

    private static func place(_ group: DICOMDataSet, _ shared: DICOMDataSet?) -> Place {
        func item(_ tag: DICOMTag) -> DICOMDataSet? { group.item(tag) ?? shared?.item(tag) }
        var place = Place()
        place.segment = item(.segmentIdentificationSequence)?.integer(.referencedSegmentNumber)
        if let position = item(.planePositionSequence)?.decimals(.imagePositionPatient), position.count == 3 {
            place.position = position
        }
        if let slide = item(.planePositionSlideSequence),
            let column = slide.integer(.columnPositionInTotalImagePixelMatrix),
            let row = slide.integer(.rowPositionInTotalImagePixelMatrix)
        {
            place.offset = [column - 1, row - 1]
        }
        // A frame derived from several images lies on none of them.
        let sources = item(.derivationImageSequence)?.items(.sourceImageSequence) ?? []
        if sources.count == 1, let source = sources.first {
            place.sop = source.text(.referencedSOPInstanceUID)
            let frames = source.integers(.referencedFrameNumber) ?? []
            place.frame = frames.count == 1 ? frames[0] : nil
        }
        return place
    }

    /// Frames that fill a slide tile by tile, one segment after the other (PS3.3 C.7.6.17.3).
    private static func tiles(_ set: DICOMDataSet, _ image: DICOMImage) -> [Place] {
        guard let columns = set.integer(.totalPixelMatrixColumns), let rows = set.integer(.totalPixelMatrixRows),
            columns > 0, rows > 0
        else { return [] }
        let across = (columns - 1) / image.columns + 1
        let (tiles, overflow) = across.multipliedReportingOverflow(by: (rows - 1) / image.rows + 1)
        guard !overflow, tiles > 0 else { return [] }
        let numbers = set.items(.segmentSequence).compactMap { $0.integer(.segmentNumber) }
        let isMap = set.text(.segmentationType) == "LABELMAP"
        let frames = min(
            image.frames, isMap ? tiles : tiles.multipliedReportingOverflow(by: max(1, numbers.count)).partialValue)
        return (0..<max(0, frames)).map { frame in
            var place = Place()
            let tile = frame % tiles
            place.offset = [tile % across * image.columns, tile / across * image.rows]
            let segment = frame / tiles
            place.segment = isMap ? nil : numbers.indices.contains(segment) ? numbers[segment] : nil
            return place
        }
    }

    /// The lattice of the frames, where they lie in parallel planes.
    private func lattice(
        _ shared: DICOMDataSet?, _ first: DICOMDataSet?, _ set: DICOMDataSet, _ image: DICOMImage
    ) -> LabelGrid? {
        func item(_ tag: DICOMTag) -> DICOMDataSet? { shared?.item(tag) ?? first?.item(tag) }
        guard let axes = item(.planeOrientationSequence)?.decimals(.imageOrientationPatient), axes.count == 6,
            let measures = item(.pixelMeasuresSequence), let pixel = measures.decimals(.pixelSpacing), pixel.count == 2,
            pixel.allSatisfy({ $0 > 0 && $0.isFinite })
        else { return nil }
        let (row, column) = (Array(axes[..<3]), Array(axes[3...]))
        let normal = [
            row[1] * column[2] - row[2] * column[1], row[2] * column[0] - row[0] * column[2],
            row[0] * column[1] - row[1] * column[0],
        ]
        func depth(_ position: [Double]) -> Double { zip(position, normal).reduce(0) { $0 + $1.0 * $1.1 } }
        let positions = places.compactMap(\.position)
        guard let lowest = positions.min(by: { depth($0) < depth($1) }) else { return nil }
        let depths = Set(positions.map { (depth($0) * 1000).rounded() / 1000 }).sorted()
        let steps = zip(depths, depths.dropFirst()).map { $1 - $0 }
        var step = measures.decimal(.spacingBetweenSlices) ?? steps.min() ?? measures.decimal(.sliceThickness) ?? 1
        if !(step.isFinite && step > 0) { step = 1 }
        let span = ((depths[depths.count - 1] - depths[0]) / step).rounded()
        guard span.isFinite, span < 1_000_000 else { return nil }
        return LabelGrid(
            columns: image.columns, rows: image.rows, slices: Int(span) + 1, origin: lowest, row: row, column: column,
            normal: normal, spacing: [pixel[1], pixel[0], step])
    }
}
