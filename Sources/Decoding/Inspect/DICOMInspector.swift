package import Imaging
import JSON

/// Reads what a DICOM file says of itself into an ``InspectedFile``.
package struct DICOMInspector {
    let file: DICOMFile
    var dataSet: DICOMDataSet { file.dataSet }
    let image: DICOMImage?
    var notes: [String] = []

    /// More frames than any film has. Slides have more tiles, which are asked for and not listed.
    private static let mostFrames = 65_536

    package init(_ file: DICOMFile) {
        self.file = file
        let image = try? DICOMImage(file.dataSet)
        let isTiled = file.dataSet.has(.totalPixelMatrixColumns) && file.dataSet.text(.modality) == "SM"
        if let image, image.frames > Self.mostFrames, !isTiled {
            notes.append("The file claims \(image.frames) frames, which are not listed.")
            self.image = nil
        } else {
            self.image = image
        }
    }

    /// The whole description, but for the scale of 32-bit samples, which only the pixels tell.
    package func inspect() -> InspectedFile {
        var result = InspectedFile(kind: .dicom)
        result.patient = patient
        result.study = study
        result.series = series
        result.instance = instance
        result.pixels = pixels
        result.references = References(dataSet).all
        result.notes = notes
        if let problem = file.problem { result.notes.append("The file is damaged: \(problem).") }
        guard let image else {
            // Something of the shape was there, and cannot be read: say so instead of showing nothing.
            if let (_, _) = DICOMImage.pixelTag(in: dataSet) { result.notes.append("The pixels cannot be read.") }
            return result
        }
        let lookups = LookupReader(dataSet)
        result.lookups = lookups.description
        result.slide = slide(image)
        let frames = FrameDescriptions(file, image, series: result.series?.modality ?? "")
        result.regions = frames.regions
        result.shared = frames.shared
        if result.slide == nil { result.perFrame = frames.perFrame }
        result.notes += frames.notes + lookups.notes
        if result.series?.modality == "PT" {
            result.suv = SUVReader(dataSet).description
        }
        return result
    }

    private var patient: PatientIdentity? {
        var patient = PatientIdentity()
        patient.id = dataSet.text(.patientID)
        patient.issuer = dataSet.text(.issuerOfPatientID)
        patient.name = dataSet.text(.patientName)
        patient.birthDate = dataSet.text(.patientBirthDate).flatMap(DICOMTime.date)
        patient.sex = dataSet.text(.patientSex)
        return patient.fields.isEmpty ? nil : patient
    }

    private var study: StudyIdentity? {
        guard let uid = dataSet.text(.studyInstanceUID) else { return nil }
        var study = StudyIdentity(uid: uid)
        study.date = dataSet.text(.studyDate).flatMap(DICOMTime.date)
        study.time = dataSet.text(.studyTime).flatMap(DICOMTime.clock)
        study.description = dataSet.text(.studyDescription)
        study.accession = dataSet.text(.accessionNumber)
        return study
    }

    private var series: SeriesIdentity? {
        var series = SeriesIdentity(uid: dataSet.text(.seriesInstanceUID) ?? "")
        series.modality = dataSet.text(.modality)
        series.number = dataSet.integer(.seriesNumber)
        series.description = dataSet.text(.seriesDescription) ?? dataSet.text(.protocolName)
        series.frameOfReference = dataSet.text(.frameOfReferenceUID)
        series.manufacturer = dataSet.text(.manufacturer)
        let anatomy =
            dataSet.item(.sharedFunctionalGroupsSequence)?.item(.frameAnatomySequence)
            ?? dataSet.item(.perFrameFunctionalGroupsSequence)?.item(.frameAnatomySequence)
        series.bodyPart =
            dataSet.text(.bodyPartExamined)
            ?? (anatomy ?? dataSet).item(.anatomicRegionSequence)?.text(.codeMeaning)
        let side =
            dataSet.text(.imageLaterality) ?? dataSet.text(.laterality) ?? anatomy?.text(.frameLaterality)
        series.laterality = side.flatMap { ["L", "R", "B"].contains($0) ? $0 : nil }
        series.view = dataSet.text(.viewPosition) ?? Self.mammographicView(dataSet)
        return series
    }

    /// The view of a mammogram is a code; these are the ones that a hanging protocol asks for (PS3.16 CID 4014).
    private static func mammographicView(_ dataSet: DICOMDataSet) -> String? {
        guard let code = dataSet.item(.viewCodeSequence)?.text(.codeValue) else { return nil }
        return switch code {
        case "399162004", "R-10242": "CC"
        case "399368009", "R-10226": "MLO"
        case "399260004", "R-10224": "ML"
        case "399352003", "R-10228": "LM"
        default: dataSet.item(.viewCodeSequence)?.text(.codeMeaning)
        }
    }

    private var instance: InstanceIdentity {
        var instance = InstanceIdentity(
            uid: dataSet.text(.sopInstanceUID) ?? file.meta.text(.mediaStorageSOPInstanceUID) ?? "",
            sopClass: dataSet.text(.sopClassUID) ?? file.meta.text(.mediaStorageSOPClassUID) ?? "",
            transferSyntax: file.transferSyntax.uid
        )
        instance.number = dataSet.integer(.instanceNumber)
        instance.imageType = dataSet.texts(.imageType) ?? []
        instance.isLossy =
            dataSet.text(.lossyImageCompression) == "01" || file.transferSyntax.isLossless == false
        instance.isRepaired = file.problem != nil
        return instance
    }

    private var pixels: PixelDescription? {
        guard let image else { return nil }
        var pixels = PixelDescription(
            columns: image.columns,
            rows: image.rows,
            frames: image.frames,
            samples: image.samples,
            bitsAllocated: image.bitsAllocated == 1 ? 8 : image.bitsAllocated
        )
        pixels.bitsStored = min(image.bitsStored, pixels.bitsAllocated)
        pixels.isSigned = image.isSigned
        pixels.photometric = image.samples >= 3 ? "RGB" : image.photometric.isEmpty ? "MONOCHROME2" : image.photometric
        if image.samples >= 3 { pixels.samples = 3 }
        if image.frames > 1 { pace(&pixels) }
        if let value = dataSet.integer(.pixelPaddingValue), image.samples == 1 {
            let other = dataSet.integer(.pixelPaddingRangeLimit) ?? value
            pixels.padding = min(value, other)...max(value, other)
        }
        return pixels
    }

    private func pace(_ pixels: inout PixelDescription) {
        if let steps = dataSet.decimals(.frameTimeVector), steps.count == pixels.frames {
            var time = 0.0
            pixels.frameTimes = steps.enumerated().map { index, step in
                if index > 0 { time += step }
                return time
            }
        }
        let rate = dataSet.decimal(.recommendedDisplayFrameRate) ?? dataSet.decimal(.cineRate)
        let time = dataSet.decimal(.frameTime) ?? rate.flatMap { $0 > 0 ? 1000 / $0 : nil }
        if let time, time.isFinite, time > 0 { pixels.frameTime = time }
    }
}

extension DICOMTag {
    static let viewCodeSequence = DICOMTag(0x0054_0220)
    static let echoNumbers = DICOMTag(0x0018_0086)
    static let diffusionGradientDirectionSequence = DICOMTag(0x0018_9076)
    static let temporalPositionSequence = DICOMTag(0x0020_9310)
    static let mrImageFrameTypeSequence = DICOMTag(0x0018_9226)
    static let complexImageComponent = DICOMTag(0x0008_9208)
    static let detectorInformationSequence = DICOMTag(0x0054_0022)
}
