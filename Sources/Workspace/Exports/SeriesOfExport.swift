import Exchange
import JSON
import PixelEngine

/// Says a stored series in the words of exports.
struct SeriesOfExport {
    let id: Int
    let header: JSONValue
    let plan: SeriesPlan
    /// The elements of its first file in the DICOM JSON model.
    let tags: JSONValue

    func series(_ study: ImagingStudy) -> ImagingSeries {
        var study = study
        study.id = tag("00200010")
        study.accessionNumber = tag("00080050")
        study.referringPhysician = tag("00080090")
        var patient = ImagingPatient()
        patient.name = tag("00100010")
        patient.id = tag("00100020")
        patient.birthDate = tag("00100030")
        patient.sex = tag("00100040")
        var series = ImagingSeries(
            id: id, kind: header["kind"]?.string.flatMap(ImagingSeries.Kind.init) ?? .dicom,
            uid: header["uid"]?.string ?? "", address: SeriesAddress.text(id), study: study, patient: patient,
            modality: header["modality"]?.string ?? "OT", columns: size("width", "columns"),
            rows: size("height", "rows"), frames: frames, geometry: geometry
        )
        series.number = header["number"]?.integer
        series.description = header["description"]?.string ?? ""
        series.bodyPart = header["body_part"]?.string
        series.laterality = header["laterality"]?.string
        let named = header["geometry"]?["frame_of_reference"]?.string ?? tag("00200052")
        series.frameOfReference = named.isEmpty ? nil : named
        let indicator = tag("00201040")
        series.positionReferenceIndicator = indicator.isEmpty ? nil : indicator
        series.planeSpacing = numbers(header["plane_spacing"], count: 2)
        series.micronsPerPixel = numbers(header["slide"]?["mpp"], count: 2)
        series.unit = header["rescale"]?["unit"]?.string
        return series
    }

    /// Of a slide the size of level 0, not of its tiles.
    private func size(_ ofLevel: String, _ ofFrame: String) -> Int {
        header["slide"]?["levels"]?[0]?[ofLevel]?.integer ?? header[ofFrame]?.integer ?? 0
    }

    private var frames: [ImagingFrame] {
        (header["frames"]?.array ?? []).map { frame in
            let file = frame["instance"]?.integer.flatMap { plan.files.indices.contains($0) ? plan.files[$0] : nil }
            return ImagingFrame(
                sop: frame["sop"]?.string ?? "", sopClass: file?.sopClass ?? "", number: frame["frame"]?.integer ?? 1,
                isOfMany: (file?.frames ?? 1) > 1, position: numbers(frame["position"], count: 3)
            )
        }
    }

    private var geometry: ImagingGeometry? {
        guard let geometry = header["geometry"], let origin = numbers(geometry["origin"], count: 3),
            let row = numbers(geometry["row"], count: 3), let column = numbers(geometry["column"], count: 3),
            let normal = numbers(geometry["normal"], count: 3), let spacing = numbers(geometry["spacing"], count: 3)
        else { return nil }
        return ImagingGeometry(
            origin: origin, row: row, column: column, normal: normal, spacing: spacing,
            positions: geometry["positions"]?.array?.compactMap(\.double) ?? [],
            isRegular: geometry["regular"]?.boolean ?? true
        )
    }

    private func numbers(_ value: JSONValue?, count: Int) -> [Double]? {
        let numbers = value?.array?.compactMap(\.double) ?? []
        return numbers.count == count ? numbers : nil
    }

    /// The first value of an element as text; of a name its letters.
    private func tag(_ tag: String) -> String {
        guard let value = tags[tag]?["Value"]?[0] else { return "" }
        return value.string ?? value["Alphabetic"]?.string ?? value.integer.map(String.init) ?? ""
    }
}
