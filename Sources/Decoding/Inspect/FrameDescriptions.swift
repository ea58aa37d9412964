import Imaging

/// Where the frames of a DICOM image lie and how their values are read: from the image's own elements, from the shared and
/// per-frame functional groups of an enhanced one (PS3.3 C.7.6.16), and from the vectors of older multi-frame images.
struct FrameDescriptions {
    private let dataSet: DICOMDataSet
    private let image: DICOMImage
    private let modality: String
    let regions: [UltrasoundRegion]
    private(set) var shared = FrameDescription()
    /// Complete descriptions, empty where no frame differs.
    private(set) var perFrame: [FrameDescription] = []
    private(set) var notes: [String] = []

    init(_ file: DICOMFile, _ image: DICOMImage, series modality: String) {
        dataSet = file.dataSet
        self.image = image
        self.modality = modality
        regions = Self.regions(file.dataSet)
        let common = file.dataSet.item(.sharedFunctionalGroupsSequence)
        let isSlide = file.dataSet.has(.totalPixelMatrixColumns)
        let groups = isSlide ? [] : file.dataSet.items(.perFrameFunctionalGroupsSequence)
        shared = describe(nil, common)
        if groups.count == image.frames {
            perFrame = groups.map { describe($0, common) }
        } else if !groups.isEmpty {
            notes.append(
                "\(groups.count) frames are described and \(image.frames) are there: descriptions are left out.")
        }
        if perFrame.isEmpty, image.frames > 1, !isSlide { spread() }
        if let first = perFrame.first, perFrame.allSatisfy({ $0 == first }) {
            shared = first
            perFrame = []
        }
        if dataSet.texts(.imageType)?.contains("MOSAIC") == true { unplaceMosaic() }
    }

    private func describe(_ own: DICOMDataSet?, _ common: DICOMDataSet?) -> FrameDescription {
        let groups = FrameGroups(own: own, common: common, top: dataSet)
        var frame = FrameDescription()
        frame.position = groups.at(.planePositionSequence).decimals(.imagePositionPatient).flatMap(Self.vector)
        if let cosines = groups.at(.planeOrientationSequence).decimals(.imageOrientationPatient), cosines.count == 6 {
            frame.row = Self.vector(Array(cosines[..<3]))
            frame.column = Self.vector(Array(cosines[3...]))
        }
        let measures = groups.at(.pixelMeasuresSequence)
        (frame.spacing, frame.spacingSource) = spacing(measures)
        frame.thickness = measures.decimal(.sliceThickness)
        frame.sliceSpacing = measures.decimal(.spacingBetweenSlices)
        rescale(&frame, groups)
        frame.windows = Self.windows(groups.at(.frameVOILUTSequence))
        frame.keys = groups.keys(imageType: dataSet.texts(.imageType) ?? [], modality: modality)
        return frame
    }

    private func rescale(_ frame: inout FrameDescription, _ groups: FrameGroups) {
        let transformation = groups.at(.pixelValueTransformationSequence)
        if let slope = transformation.decimal(.rescaleSlope), slope.isFinite, slope != 0 { frame.slope = slope }
        if let intercept = transformation.decimal(.rescaleIntercept), intercept.isFinite { frame.intercept = intercept }
        if let scaling = dataSet.decimal(.doseGridScaling), modality == "RTDOSE", scaling > 0 {
            frame.slope = scaling
            frame.unit = dataSet.text(.doseUnits)
            return
        }
        // A parametric map says what its numbers mean in the mapping to the real world.
        if let mapping = groups.sequence(.realWorldValueMappingSequence), !transformation.has(.rescaleSlope) {
            if let slope = mapping.decimal(.realWorldValueSlope), slope.isFinite, slope != 0 { frame.slope = slope }
            if let intercept = mapping.decimal(.realWorldValueIntercept), intercept.isFinite {
                frame.intercept = intercept
            }
            frame.unit = mapping.item(.measurementUnitsCodeSequence)?.text(.codeValue)
        }
        frame.unit =
            frame.unit ?? transformation.text(.rescaleType) ?? dataSet.text(.units) ?? (modality == "CT" ? "HU" : nil)
    }

    private static let projections: Set = ["CR", "DX", "MG", "XA", "RF", "RG", "IO", "PX"]

    /// Pixel Spacing, and what it was measured on.
    private func spacing(_ measures: DICOMDataSet) -> (PlaneSpacing?, SpacingSource) {
        let own = measures.decimals(.pixelSpacing).flatMap(Self.spacing)
        let imager = dataSet.decimals(.imagerPixelSpacing).flatMap(Self.spacing)
        if let own {
            if dataSet.has(.pixelSpacingCalibrationType) { return (own, .patient) }
            // Of a projection, the same numbers twice mean that nobody corrected for magnification, and numbers alone are
            // the detector's (PS3.3 10.7.1.3).
            let isOfDetector = imager.map { $0 == own } ?? Self.projections.contains(modality)
            return (own, isOfDetector ? .imager : .patient)
        }
        if let imager { return (imager, .imager) }
        if let scanned = dataSet.decimals(.nominalScannedPixelSpacing).flatMap(Self.spacing) {
            return (scanned, .imager)
        }
        let tissue = regions.compactMap(\.spacing)
        if let first = tissue.first, tissue.allSatisfy({ $0 == first }) { return (first, .ultrasound) }
        return (nil, .none)
    }

    /// Frames of images older than functional groups: dose grids and nuclear medicine.
    private mutating func spread() {
        var frames = [FrameDescription](repeating: shared, count: image.frames)
        if let offsets = dataSet.decimals(.gridFrameOffsetVector), offsets.count == image.frames,
            let start = shared.position, let normal = Self.normal(shared)
        {
            // Offsets from the first plane, or places along z where they do not begin at 0 (PS3.3 C.8.8.3.2).
            for index in frames.indices {
                frames[index].position =
                    offsets[0] == 0
                    ? start + normal * offsets[index] : SIMD3(start.x, start.y, offsets[index])
            }
        }
        let pointers = dataSet.tags(.frameIncrementPointer) ?? []
        let vectors = pointers.compactMap { tag -> (DICOMTag, [Int])? in
            guard tag.group == 0x0054, let values = dataSet.integers(tag), values.count == image.frames else {
                return nil
            }
            return (tag, values)
        }
        for index in frames.indices {
            frames[index].keys.vectors = vectors.filter { $0.0 != .sliceVector }.map { $0.1[index] }
        }
        if let slices = vectors.first(where: { $0.0 == .sliceVector })?.1 { placeSlices(slices, &frames) }
        perFrame = frames
    }

    /// A reconstructed nuclear medicine image gives the first slice and the step.
    private mutating func placeSlices(_ slices: [Int], _ frames: inout [FrameDescription]) {
        let detector = dataSet.item(.detectorInformationSequence)
        guard let step = dataSet.decimal(.spacingBetweenSlices), step != 0,
            let start = detector?.decimals(.imagePositionPatient).flatMap(Self.vector) ?? shared.position,
            let cosines = detector?.decimals(.imageOrientationPatient) ?? dataSet.decimals(.imageOrientationPatient),
            cosines.count == 6, let row = Self.vector(Array(cosines[..<3])),
            let column = Self.vector(Array(cosines[3...]))
        else { return }
        var one = shared
        (one.row, one.column) = (row, column)
        guard let normal = Self.normal(one) else { return }
        for index in frames.indices {
            (frames[index].row, frames[index].column) = (row, column)
            frames[index].position = start + normal * (step * (Double(slices[index]) - 1))
        }
        notes.append("Slices are placed from the first one and the spacing, as nuclear medicine images do.")
    }

    private mutating func unplaceMosaic() {
        notes.append(
            "A mosaic: slices lie side by side in one frame, which is shown as it is and is no slice of a volume.")
        shared.position = nil
        for index in perFrame.indices { perFrame[index].position = nil }
    }

    static func windows(_ dataSet: DICOMDataSet) -> [VOIWindow] {
        let centres = dataSet.decimals(.windowCenter) ?? []
        let widths = dataSet.decimals(.windowWidth) ?? []
        let names = dataSet.texts(.windowCenterWidthExplanation) ?? []
        return zip(centres, widths).enumerated().compactMap { index, window in
            guard window.0.isFinite, window.1.isFinite, window.1 > 0 else { return nil }
            let name = names.indices.contains(index) && !names[index].isEmpty ? names[index] : nil
            return VOIWindow(centre: window.0, width: window.1, name: name)
        }
    }

    private static func regions(_ dataSet: DICOMDataSet) -> [UltrasoundRegion] {
        dataSet.items(.sequenceOfUltrasoundRegions).compactMap { item in
            guard let left = item.integer(.regionLocationMinX0), let top = item.integer(.regionLocationMinY0),
                let right = item.integer(.regionLocationMaxX1), let bottom = item.integer(.regionLocationMaxY1)
            else { return nil }
            var region = UltrasoundRegion(left: left, top: top, right: right, bottom: bottom)
            region.format = item.integer(.regionSpatialFormat) ?? 0
            region.type = item.integer(.regionDataType) ?? 0
            region.unitsX = item.integer(.physicalUnitsXDirection) ?? 0
            region.unitsY = item.integer(.physicalUnitsYDirection) ?? 0
            region.deltaX = item.decimal(.physicalDeltaX) ?? 0
            region.deltaY = item.decimal(.physicalDeltaY) ?? 0
            return region
        }
    }

    private static func vector(_ numbers: [Double]) -> SIMD3<Double>? {
        guard numbers.count == 3, numbers.allSatisfy(\.isFinite) else { return nil }
        return SIMD3(numbers[0], numbers[1], numbers[2])
    }

    /// The file has the distance of rows first.
    private static func spacing(_ numbers: [Double]) -> PlaneSpacing? {
        guard numbers.count == 2, numbers.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
        return PlaneSpacing(x: numbers[1], y: numbers[0])
    }

    private static func normal(_ frame: FrameDescription) -> SIMD3<Double>? {
        guard let a = frame.row, let b = frame.column else { return nil }
        return SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
    }
}
