import Exchange
import Foundation
import Imaging
import JSON
import LabelConfig

/// A volume with segments and figures, for the tests of imaging exports.
enum ImagingSample {
    static let config = """
        <View><Volume name="ct" value="$ct"/>\
        <VolumeMask name="organ" toName="ct"><Label value="Liver" code="10200004" system="SCT" display="Liver" property="anatomy" background="#b24a3b"/>\
        <Label value="Lesion" property="abnormality"/><Label value="Spleen"/><Label value="Gallbladder"/></VolumeMask>\
        <Measure name="size" toName="ct"><Label value="Target lesion"/><Label value="Other"/></Measure></View>
        """
    static let mask = "9f0c6a1e-52c3-4a55-8f1a-0123456789ab"

    /// A series made up: oblique, with uneven pixels, so that swapped axes show.
    static func obliqueSeries(columns: Int = 37, rows: Int = 29, slices: Int = 11) -> ImagingSeries {
        let (c, s) = (0.8, 0.6)
        let row = [c, s, 0.0]
        let column = [-s * c, c * c, s]
        let normal = [s * s, -s * c, c]
        let spacing = [0.75, 1.25, 2.5]
        let origin = [-101.5, -63.25, 412.75]
        let positions = (0..<slices).map { index in
            (0..<3).reduce(0.0) { $0 + origin[$1] * normal[$1] } + Double(index) * spacing[2]
        }
        let geometry = ImagingGeometry(
            origin: origin, row: row, column: column, normal: normal, spacing: spacing, positions: positions,
            isRegular: true)
        var study = ImagingStudy(uid: "2.25.1001")
        study.date = "20240131"
        study.time = "101500"
        study.id = "S1"
        var patient = ImagingPatient()
        patient.name = "SAMPLE^OBLIQUE"
        patient.id = "P1"
        patient.sex = "O"
        let frames = (0..<slices).map { index in
            ImagingFrame(
                sop: "2.25.1003.\(index + 1)", sopClass: "1.2.840.10008.5.1.4.1.1.2",
                position: geometry.point(0, 0, slice: index))
        }
        var series = ImagingSeries(
            id: 12, kind: .dicom, uid: "2.25.1002", address: "/api/imaging/series/12", study: study, patient: patient,
            modality: "CT", columns: columns, rows: rows, frames: frames, geometry: geometry)
        series.frameOfReference = "2.25.1004"
        series.unit = "HU"
        return series
    }

    /// Frames without a place in the patient: a cine loop in one file, as ultrasound and radiographs are.
    static func flatSeries() -> ImagingSeries {
        var series = obliqueSeries()
        series.geometry = nil
        series.frameOfReference = nil
        series.modality = "US"
        series.planeSpacing = [0.3, 0.4]
        series.frames = (1...11).map { number in
            ImagingFrame(
                sop: "2.25.1003.77", sopClass: "1.2.840.10008.5.1.4.1.1.3.1", number: number, isOfMany: true)
        }
        return series
    }

    /// Figures on flat frames: millimetres on the pixels of the frame, as the browser lays them.
    static func flatTask() -> ExportedTask {
        let series = flatSeries()
        let med: JSONValue = [
            "kind": "length", "series": .string(series.uid), "sop": .string(series.frames[3].sop), "frame": 4,
            "points": [[1.2, 2, 0], [6, 6.8, 0]], "value": 6.788, "unit": "mm",
        ]
        return task(
            series,
            [segment("s1", "Liver", 0, 3), segment("s2", "Spleen", 0, 7), figure("len", med, item: 3)])
    }

    /// The first CT of the sample data as a series, or nil where there is none.
    static func realSeries() throws -> ImagingSeries? {
        guard let folder = SampleData.folder("imaging/ct-abdomen-20") else { return nil }
        let paths = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".dcm") }
        let sets = try paths.map { try DICOMFile(path: folder.appending(path: $0).path).dataSet }
        guard let first = sets.first, let axes = first.decimals(.imageOrientationPatient),
            let pixel = first.decimals(.pixelSpacing), let columns = first.integer(.columns),
            let rows = first.integer(.rows)
        else { return nil }
        let (row, column) = (Array(axes[..<3]), Array(axes[3...]))
        let normal = [
            row[1] * column[2] - row[2] * column[1], row[2] * column[0] - row[0] * column[2],
            row[0] * column[1] - row[1] * column[0],
        ]
        func depth(_ set: DICOMDataSet) -> Double {
            zip(set.decimals(.imagePositionPatient) ?? [], normal).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let sorted = sets.sorted { depth($0) < depth($1) }
        let positions = sorted.map(depth)
        let geometry = ImagingGeometry(
            origin: sorted[0].decimals(.imagePositionPatient) ?? [], row: row, column: column, normal: normal,
            spacing: [
                pixel[1], pixel[0], (positions[positions.count - 1] - positions[0]) / Double(positions.count - 1),
            ],
            positions: positions, isRegular: true)
        var study = ImagingStudy(uid: first.text(.studyInstanceUID) ?? "")
        study.date = first.text(.studyDate) ?? ""
        study.time = first.text(.studyTime) ?? ""
        var patient = ImagingPatient()
        patient.name = first.text(.patientName) ?? ""
        patient.id = first.text(.patientID) ?? ""
        let frames = sorted.map { set in
            ImagingFrame(
                sop: set.text(.sopInstanceUID) ?? "", sopClass: set.text(.sopClassUID) ?? "",
                position: set.decimals(.imagePositionPatient))
        }
        var series = ImagingSeries(
            id: 13, kind: .dicom, uid: first.text(.seriesInstanceUID) ?? "", address: "/api/imaging/series/13",
            study: study,
            patient: patient, modality: "CT", columns: columns, rows: rows, frames: frames, geometry: geometry)
        series.frameOfReference = first.text(.frameOfReferenceUID)
        series.unit = "HU"
        return series
    }

    /// Two layers that overlap: a ball with a hole and a box beside it; a ball across both.
    static func layers(_ series: ImagingSeries) -> MaskLayers {
        let (columns, rows, slices) = (series.columns, series.rows, series.slices)
        func runs(_ value: (Int, Int, Int) -> UInt8) -> [UInt32] {
            var runs: [UInt32] = []
            var (last, length) = (UInt8(0), UInt32(0))
            for k in 0..<slices {
                for j in 0..<rows {
                    for i in 0..<columns {
                        let now = value(i, j, k)
                        if length > 0, now != last || length == 0xFF_FFFF {
                            runs.append(UInt32(last) << 24 | length)
                            length = 0
                        }
                        last = now
                        length += 1
                    }
                }
            }
            runs.append(UInt32(last) << 24 | length)
            return runs
        }
        let centre = [Double(columns) * 0.4, Double(rows) * 0.5, Double(slices) * 0.5]
        func distance(_ i: Int, _ j: Int, _ k: Int, _ at: [Double]) -> Double {
            let way = [
                Double(i) - at[0], Double(j) - at[1], (Double(k) - at[2]) * Double(columns) / Double(slices) / 2,
            ]
            return (way[0] * way[0] + way[1] * way[1] + way[2] * way[2]).squareRoot()
        }
        let radius = Double(min(columns, rows)) * 0.36
        let first = runs { i, j, k in
            let r = distance(i, j, k, centre)
            if r < radius, r > radius * 0.4 { return 3 }
            if i > columns * 8 / 10, j > rows * 6 / 10, k > slices / 3, k < slices * 2 / 3 { return 7 }
            // An island of a single voxel, and two that touch at a corner only.
            return (i, j) == (1, 1) || (i, j) == (2, 2) ? 3 : 0
        }
        let second = runs { i, j, k in
            distance(i, j, k, [Double(columns) * 0.55, Double(rows) * 0.5, Double(slices) * 0.5]) < radius * 0.5 ? 1 : 0
        }
        return MaskLayers(columns: columns, rows: rows, slices: slices, layers: [first, second])
    }

    static func segment(_ id: String, _ label: String, _ layer: Int, _ number: Int, status: String = "present")
        -> String
    {
        """
        {"id":"\(id)","from_name":"organ","to_name":"ct","type":"brushlabels","original_width":37,"original_height":29,\
        "value":{"format":"rle","rle":[],"brushlabels":["\(label)"]},"meta":{"med":{"kind":"segment","mask":"\(mask)","layer":\(layer),\
        "segment":\(number),"operations":4,"hash":"00112233aabbccdd","status":"\(status)","origin":{"brush":0.4,"model":0.6}}}}
        """
    }

    static func figure(_ id: String, _ med: JSONValue, label: String = "Target lesion", item: Int = 3) -> String {
        let result: JSONValue = [
            "id": .string(id), "from_name": "size", "to_name": "ct", "type": "polygonlabels",
            "item_index": JSONValue(item),
            "original_width": 37, "original_height": 29,
            "value": [
                "points": [[10, 10], [50, 50], [20, 60]], "closed": false, "polygonlabels": [.string(label)],
            ],
            "meta": ["med": med],
        ]
        return result.text
    }

    /// A length, a bidirectional, an angle, an ellipse with statistics, a freehand, a probe and a length across slices.
    static func figures(_ series: ImagingSeries) -> [String] {
        guard let geometry = series.geometry else { return [] }
        func point(_ i: Double, _ j: Double, _ k: Int = 3) -> JSONValue {
            .array(geometry.point(i, j, slice: k).map { JSONValue($0) })
        }
        func length(_ a: (Double, Double), _ b: (Double, Double)) -> Double {
            let (dx, dy) = ((a.0 - b.0) * geometry.spacing[0], (a.1 - b.1) * geometry.spacing[1])
            return (dx * dx + dy * dy).squareRoot()
        }
        let place = JSONObject([
            ("series", .string(series.uid)), ("sop", .string(series.frames[3].sop)), ("frame", 1),
            ("for", JSONValue(series.frameOfReference)),
        ])
        func med(_ kind: String, _ points: [JSONValue], _ more: [(String, JSONValue)], onFrame: Bool = true)
            -> JSONValue
        {
            var med = JSONObject([("kind", .string(kind)), ("points", .array(points))])
            for (key, value) in place where onFrame || key == "series" || key == "for" { med[key] = value }
            for (key, value) in more { med[key] = value }
            return .object(med)
        }
        return [
            figure(
                "len",
                med(
                    "length", [point(4, 5), point(20, 17)],
                    [("value", JSONValue(length((4, 5), (20, 17)))), ("unit", "mm")])),
            figure(
                "bid",
                med(
                    "bidirectional", [point(4, 5), point(20, 5), point(12, 2), point(12, 9)],
                    [
                        ("value", JSONValue(length((4, 5), (20, 5)))), ("short", JSONValue(length((12, 2), (12, 9)))),
                        ("unit", "mm"),
                    ])),
            figure("ang", med("angle", [point(4, 5), point(10, 5), point(10, 15)], [("value", 90), ("unit", "deg")])),
            figure(
                "ell",
                med(
                    "ellipse", [point(6, 10), point(16, 10), point(11, 7), point(11, 13)],
                    [
                        ("value", 100.5), ("area", 100.5), ("unit", "mm2"), ("mean", 41.5), ("sd", 3.25), ("min", 30),
                        ("max", 52),
                        ("n", 107), ("stats_unit", "HU"),
                    ]), label: "Other"),
            figure(
                "fre",
                med(
                    "freehand", [point(6, 10), point(16, 10), point(11, 17)],
                    [("value", 33), ("area", 33), ("unit", "mm2")])),
            figure("pro", med("probe", [point(9, 9)], [("value", -12.5), ("unit", "HU"), ("n", 1)])),
            figure(
                "obl",
                med("length", [point(3, 3, 1), point(10, 9, 6)], [("value", 21.5), ("unit", "mm")], onFrame: false)),
        ]
    }

    static func task(_ series: ImagingSeries) -> ExportedTask {
        let results = [
            segment("s1", "Liver", 0, 3), segment("s2", "Spleen", 0, 7), segment("s3", "Lesion", 1, 1),
            segment("s4", "Gallbladder", 0, 9, status: "absent"),
        ]
        return task(series, results + figures(series))
    }

    static func task(_ series: ImagingSeries, _ results: [String]) -> ExportedTask {
        var task = ExportSample.task(5, #"{"ct":"\#(series.address)"}"#, ["[\(results.joined(separator: ","))]"])
        var imaging = ExportedImaging()
        imaging.series = [series]
        imaging.masks = [MaskReference(mask: mask, operations: 4): layers(series)]
        task.imaging = imaging
        return task
    }
}

/// Where the sample data are: `VESALIUS_TEST_DATA`, or beside the repository.
enum SampleData {
    static func folder(_ name: String) -> URL? {
        let root =
            ProcessInfo.processInfo.environment["VESALIUS_TEST_DATA"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/data")
            .standardizedFileURL
        let folder = root.appending(path: name)
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }
}
