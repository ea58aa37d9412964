import Imaging

/// The modules that all objects made of labels share: patient, study, series, equipment (PS3.3 A.1.2).
enum DICOMHeader {
    /// Microseconds since 1970 as DICOM's date and time, in UTC.
    static func moment(_ micros: Int64) -> (date: String, time: String) {
        let text = ISOTime.text(micros)
        let digits = text.filter(\.isNumber)
        guard digits.count >= 14 else { return ("19700101", "000000") }
        return (String(digits.prefix(8)), String(digits.dropFirst(8).prefix(6)))
    }

    /// A data set with everything but what the object is about.
    ///
    /// - Parameters:
    ///   - role: tells the objects of one annotation apart; part of its UIDs.
    ///   - number: of the series: below those of scanners and above what people type.
    static func item(
        _ work: ImagedWork, sopClass: String, modality: String, role: String, description: String, number: Int
    ) -> DICOMItem {
        var item = DICOMItem()
        let series = work.series
        let mark = "\(work.annotation.updatedAt)"
        let identity = work.annotation.uniqueID ?? "\(work.task.project)/\(work.task.id)/\(work.annotation.id)"
        item[.sopClassUID] = .text(sopClass)
        item[.sopInstanceUID] = .text(
            StableHash.uid("instance", role, series.uid, identity, mark, work.annotation.result))
        item[.patientName] = text(series.patient.name)
        item[.patientID] = text(series.patient.id)
        item[.patientBirthDate] = text(series.patient.birthDate)
        item[.patientSex] = text(series.patient.sex)
        item[.studyInstanceUID] = .text(series.study.uid)
        item[.studyDate] = text(series.study.date)
        item[.studyTime] = text(series.study.time)
        item[.studyID] = text(DICOMText.short(series.study.id))
        item[.accessionNumber] = text(DICOMText.short(series.study.accessionNumber))
        item[.referringPhysicianName] = text(series.study.referringPhysician)
        if !series.study.description.isEmpty {
            item[.studyDescription] = .text(DICOMText.long(series.study.description))
        }
        item[.modality] = .text(modality)
        item[.seriesInstanceUID] = .text(
            StableHash.uid("series", role, series.uid, identity, mark, work.annotation.result))
        item[.seriesNumber] = .integer(number)
        item[.seriesDescription] = .text(DICOMText.long(description))
        item[.instanceNumber] = 1
        let made = moment(work.annotation.updatedAt)
        item[.seriesDate] = .text(made.date)
        item[.seriesTime] = .text(made.time)
        item[.contentDate] = .text(made.date)
        item[.contentTime] = .text(made.time)
        item[.manufacturer] = "Vesalius"
        item[.manufacturerModelName] = "Vesalius"
        item[.deviceSerialNumber] = "1"
        item[.softwareVersions] = .text(DICOMWriter.implementationVersion)
        item.set(codingSchemeIdentificationSequence, .SQ, .item(ownScheme))
        return item
    }

    private static let codingSchemeIdentificationSequence = DICOMTag(0x0008_0110)

    /// What the codes are that nobody but the project's config gives (PS3.3 C.12.1.1.2).
    private static var ownScheme: DICOMItem {
        var item = DICOMItem()
        item[.codingSchemeDesignator] = .text(DICOMCode.own)
        item.set(DICOMTag(0x0008_0115), .ST, "Labels of a Vesalius project that have no code")
        return item
    }

    /// The name of whoever labelled, as objects carry it: a number, for the object travels farther than its maker's name should.
    static func annotator(_ annotation: ExportedAnnotation) -> String {
        annotation.completedBy.map { "Annotator^\($0)" } ?? "Annotator"
    }

    /// A reference to the instance of a frame, with its number where the instance has several.
    static func reference(_ frame: ImagingFrame) -> DICOMItem {
        var item = DICOMItem()
        item[.referencedSOPClassUID] = .text(frame.sopClass)
        item[.referencedSOPInstanceUID] = .text(frame.sop)
        if frame.isOfMany { item[.referencedFrameNumber] = .integer(frame.number) }
        return item
    }

    /// Every instance of the frames once, in their order.
    static func instances(_ frames: some Sequence<ImagingFrame>) -> [DICOMItem] {
        var seen: Set<String> = []
        return frames.filter { seen.insert($0.sop).inserted }.map { frame in
            var item = DICOMItem()
            item[.referencedSOPClassUID] = .text(frame.sopClass)
            item[.referencedSOPInstanceUID] = .text(frame.sop)
            return item
        }
    }

    private static func text(_ text: String) -> DICOMValue { text.isEmpty ? .empty : .text(text) }

    /// Why a series cannot carry a DICOM object, or nil.
    static func obstacle(_ series: ImagingSeries) -> String? {
        guard series.kind == .dicom else {
            return "the series does not come from DICOM, which such objects must refer to"
        }
        guard !series.frames.isEmpty, series.frames.allSatisfy({ !$0.sop.isEmpty && !$0.sopClass.isEmpty }) else {
            return "the images of the series have no identity that an object could refer to"
        }
        return nil
    }
}
