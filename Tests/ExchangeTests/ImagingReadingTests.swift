import Imaging
import JSON
import LabelConfig
import Testing

@testable import Exchange

/// Labels that come in from the field's formats.
struct ImagingReadingTests {
    private let series = ImagingSample.obliqueSeries()

    private func measurement(
        _ type: String, _ points: [Double], _ values: [(code: String, number: Double, unit: String)],
        patient: Bool = false
    ) -> LabelMeasurement {
        var measurement = LabelMeasurement()
        measurement.trackingUID = "2.25.7"
        measurement.finding = LabelCode("OTHER", "99VESALIUS", "Other")
        measurement.values = values.map { value in
            LabelMeasurement.Value(
                name: LabelCode(value.code, "SCT", ""), number: value.number, unit: LabelCode(value.unit, "UCUM", ""))
        }
        var region = LabelMeasurement.Region(type: type, points: points, isPatient: patient)
        if !patient { region.sop = series.frames[3].sop }
        measurement.regions = [region]
        return measurement
    }

    private func results(_ measurements: [LabelMeasurement]) throws -> [JSONValue] {
        var labels = LabelFile(kind: .report)
        labels.measurements = measurements
        let config = try LabelConfig(parsing: ImagingSample.config)
        let results = try #require(ReportResults(config, on: series)).results(of: labels)
        #expect(config.validateResult(.array(results), isComplete: false).map(\.description) == [])
        return results
    }

    @Test func `a length in pixels becomes a figure in millimetres on its frame`() throws {
        let result = try results([measurement("POLYLINE", [4.5, 5.5, 20.5, 17.5], [("410668003", 19.2, "mm")])])[0]
        let med = try #require(result["meta"]?["med"])
        #expect(med["kind"] == "length" && med["value"] == 19.2 && med["unit"] == "mm")
        #expect(med["sop"] == .string(series.frames[3].sop) && result["item_index"] == 3)
        #expect(result["value"]?["polygonlabels"] == ["Other"])
        let geometry = try #require(series.geometry)
        let ends = try #require(med["points"]?.array).map { $0.array?.compactMap(\.double) ?? [] }
        for (end, wanted) in zip(ends, [geometry.point(4, 5, slice: 3), geometry.point(20, 17, slice: 3)]) {
            for axis in 0..<3 { #expect(abs(end[axis] - wanted[axis]) < 1e-3) }
        }
        #expect(abs((result["value"]?["points"]?[0]?[0]?.double ?? 0) - 4.5 / 37 * 100) < 1e-9)
    }

    @Test func `axes, angles, ellipses, outlines and points are told apart`() throws {
        var axes = measurement("POLYLINE", [4, 5, 20, 5], [("103339001", 12, "mm"), ("103340004", 5, "mm")])
        var short = LabelMeasurement.Region(type: "POLYLINE", points: [12, 2, 12, 9], isPatient: false)
        short.sop = series.frames[3].sop
        axes.regions.append(short)
        let kinds = try results([
            axes, measurement("POLYLINE", [4, 5, 10, 5, 10, 15], [("1483009", 90, "deg")]),
            measurement("ELLIPSE", [6, 10, 16, 10, 11, 7, 11, 13], [("42798000", 100, "mm2")]),
            measurement("POLYLINE", [6, 10, 16, 10, 11, 17, 6, 10], [("42798000", 33, "mm2")]),
            measurement("POINT", [9, 9], [("112031", -12, "[hnsf'U]")]),
            measurement("CIRCLE", [9, 9, 12, 9], [("42798000", 28, "mm2")]),
        ]).map { $0["meta"]?["med"]?["kind"] }
        #expect(kinds == ["bidirectional", "angle", "ellipse", "polygon", "probe", "ellipse"])
    }

    @Test func `a figure across slices lies on the slice it begins in`() throws {
        let geometry = try #require(series.geometry)
        let points = geometry.point(3, 3, slice: 6) + geometry.point(9, 9, slice: 8)
        let result = try results([measurement("POLYLINE", points, [("410668003", 9, "mm")], patient: true)])[0]
        #expect(result["item_index"] == 6 && result["meta"]?["med"]?["sop"] == nil)
    }

    @Test func `measurements of another series are left out`() throws {
        var other = measurement("POLYLINE", [1, 1, 2, 2], [("410668003", 9, "mm")])
        other.regions[0].sop = "1.2.3"
        #expect(try results([other]) == [])
    }

    @Test func `COCO masks come back to the voxels they were made of`() throws {
        let task = ImagingSample.task(series)
        let archive = try Archive(ExportSample.export(.cocoRLE, ImagingSample.config, [task]))
        let labels = try COCOMasks.read(JSONValue(parsing: #require(archive["result.json"])), on: series)
        #expect(labels.segments.map(\.label).sorted() == ["Lesion", "Liver", "Spleen"])
        let truth = Array(ImagingSample.layers(series).planes(of: 0))
        let liver = try #require(labels.segments.first { $0.label == "Liver" })
        for plane in liver.planes {
            let slice = try #require(series.frames.firstIndex { $0.sop == plane.sop })
            var drawn = [Bool](repeating: false, count: 37 * 29)
            for index in stride(from: 0, to: plane.runs.count, by: 2) {
                for place in plane.runs[index]..<plane.runs[index] + plane.runs[index + 1] { drawn[Int(place)] = true }
            }
            #expect(drawn == truth[slice].labels.map { $0 == 3 })
        }
        #expect(liver.planes.count == truth.count { $0.labels.contains(3) })
    }

    @Test func `COCO that lies about its masks is refused with the annotation`() throws {
        func read(_ counts: JSONValue) throws -> LabelFile {
            try COCOMasks.read(
                [
                    "images": [["id": 0, "file_name": "slice-0003.png"]], "categories": [["id": 1, "name": "Liver"]],
                    "annotations": [
                        [
                            "id": 9, "image_id": 0, "category_id": 1,
                            "segmentation": ["size": [29, 37], "counts": counts],
                        ]
                    ],
                ], on: series)
        }
        #expect(try read([3, 5, 1065]).segments[0].planes[0].sop == series.frames[3].sop)
        #expect(throws: COCOMasks.Failure.badMask(9)) { try read([3, 5000]) }
        #expect(throws: COCOMasks.Failure.badMask(9)) { try read("\u{1}") }
        #expect(throws: COCOMasks.Failure.notCOCO) { try COCOMasks.read([], on: series) }
    }

    private static let slides = """
        <View><Slide name="s" value="$slide"/><KeyPointLabels name="k" toName="s"><Label value="Mitosis"/><Label value="Other"/></KeyPointLabels>\
        <PolygonLabels name="p" toName="s"><Label value="Tumour" background="#102030"/></PolygonLabels></View>
        """

    @Test func `shapes on a slide go out as GeoJSON in pixels of level 0 and come back`() throws {
        var slide = ImagingSeries(
            id: 4, kind: .slide, uid: "2.25.9", address: "/api/imaging/series/4", study: ImagingStudy(uid: "2.25.8"),
            patient: ImagingPatient(), modality: "SM", columns: 40_000, rows: 20_000, frames: [], geometry: nil)
        slide.micronsPerPixel = [0.25, 0.25]
        let results = [
            #"{"id":"a","from_name":"k","to_name":"s","type":"keypointlabels","original_width":40000,"original_height":20000,"value":{"x":50,"y":25,"width":0.2,"keypointlabels":["Mitosis"]},"meta":{"med":{"kind":"slide","series":"2.25.9","level0":[[20000.5,5000.25]]}}}"#,
            #"{"id":"b","from_name":"p","to_name":"s","type":"polygonlabels","original_width":40000,"original_height":20000,"value":{"points":[[1,1],[2,1],[2,3]],"closed":true,"polygonlabels":["Tumour"]},"meta":{"med":{"kind":"slide","series":"2.25.9","level0":[[400,200],[800,200],[800,600]],"area_um2":5000}}}"#,
        ]
        var task = ExportSample.task(6, #"{"slide":"/api/imaging/series/4"}"#, ["[\(results.joined(separator: ","))]"])
        var imaging = ExportedImaging()
        imaging.series = [slide]
        task.imaging = imaging
        let archive = try Archive(ExportSample.export(.geoJSON, Self.slides, [task]))
        let name = try #require(archive.names.first { $0.hasSuffix(".geojson") })
        let json = try JSONValue(parsing: #require(archive[name]))
        let features = try #require(json["features"]?.array)
        #expect(features[0]["geometry"] == ["type": "Point", "coordinates": [20000.5, 5000.25]])
        #expect(
            features[1]["geometry"]
                == ["type": "Polygon", "coordinates": [[[400, 200], [800, 200], [800, 600], [400, 200]]]])
        #expect(features[1]["properties"]?["classification"] == ["name": "Tumour", "color": [16, 32, 48]])
        #expect(features[1]["properties"]?["objectType"] == "annotation")
        let config = try LabelConfig(parsing: Self.slides)
        let back = try SlideGeoJSON(config, on: slide).results(of: json)
        #expect(
            back.map { $0["value"]?["keypointlabels"] ?? $0["value"]?["polygonlabels"] } == [["Mitosis"], ["Tumour"]])
        #expect(
            back.map { $0["meta"]?["med"]?["level0"] } == [
                [[20000.5, 5000.25]], [[400, 200], [800, 200], [800, 600]],
            ])
        #expect(config.validateResult(.array(back)).map(\.description) == [])
        #expect(throws: SlideGeoJSON.Failure.notGeoJSON) { try SlideGeoJSON(config, on: slide).results(of: "x") }
    }
}
