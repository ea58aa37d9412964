import Foundation
import Imaging
import JSON
import LabelConfig
import Testing

@testable import Compression
@testable import Exchange

struct ImagingExportTests {
    @Test(arguments: 1...4)
    func `what runs are packed into unpacks to them`(period: Int) throws {
        var generator = SeededGenerator(UInt64(period))
        var gzip = RunGzip(period: period)
        var bytes: [UInt8] = []
        var packed: [UInt8] = []
        for _ in 0..<20 {
            var part: [UInt8] = []
            while part.count < 2000 {
                let pattern = (0..<period).map { _ in UInt8.random(in: 0...255, using: &generator) }
                for _ in 0..<Int.random(in: 1...400, using: &generator) { part += pattern }
            }
            part.removeLast(Int.random(in: 0..<5, using: &generator))
            bytes += part
            packed += gzip.append(part)
        }
        packed += gzip.finish()
        #expect(try Gzip.unpacked(packed) == bytes)
        #expect(packed.count < bytes.count / 4)
    }

    private static let formats: [ExportFormat] = [
        .dicomSEG, .dicomSEGLabelMap, .dicomRTStruct, .dicomSR, .nifti, .nrrd, .cocoRLE, .pngMasks, .numPyMasks,
        .measurementsCSV, .measurementsJSON, .json,
    ]

    /// Other programs read what stands here: `Tests/Program/test_imaging_exports.py` runs this test and looks.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["VESALIUS_EXPORT_FOLDER"] != nil, "no folder to write to"))
    func `every format is written for other programs to read`() throws {
        let root = URL(filePath: ProcessInfo.processInfo.environment["VESALIUS_EXPORT_FOLDER"] ?? "")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        let config = try LabelConfig(parsing: ImagingSample.config)
        try Data(config.carrierConfig.utf8).write(to: root.appending(path: "carrier.xml"))
        var samples = [("oblique", ImagingSample.obliqueSeries())]
        if let real = try ImagingSample.realSeries() { samples.append(("abdomen", real)) }
        let flat = root.appending(path: "flat")
        try FileManager.default.createDirectory(at: flat, withIntermediateDirectories: true)
        for format in [ExportFormat.dicomSEG, .dicomSR, .nifti, .nrrd, .dicomRTStruct] {
            let bytes = try ExportSample.export(format, ImagingSample.config, [ImagingSample.flatTask()])
            try Data(bytes).write(to: flat.appending(path: "\(format.name).zip"))
        }
        for (name, series) in samples {
            let folder = root.appending(path: name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for format in Self.formats {
                let bytes = try ExportSample.export(format, ImagingSample.config, [ImagingSample.task(series)])
                let file = folder.appending(path: "\(format.name).\(format.fileExtension)")
                try Data(bytes).write(to: file)
            }
            // The truth, as plain as can be: one byte a voxel and layer.
            let layers = ImagingSample.layers(series)
            for layer in layers.layers.indices {
                let voxels = layers.planes(of: layer).flatMap(\.labels)
                try Data(voxels).write(to: folder.appending(path: "layer-\(layer).raw"))
            }
            guard let geometry = series.geometry else { continue }
            let truth: JSONValue = [
                "size": [JSONValue(series.columns), JSONValue(series.rows), JSONValue(series.slices)],
                "origin": .array(geometry.origin.map { JSONValue($0) }),
                "row": .array(geometry.row.map { JSONValue($0) }),
                "column": .array(geometry.column.map { JSONValue($0) }),
                "normal": .array(geometry.normal.map { JSONValue($0) }),
                "spacing": .array(geometry.spacing.map { JSONValue($0) }), "series": .string(series.uid),
                "sops": .array(series.frames.map { .string($0.sop) }),
            ]
            try Data(truth.bytes).write(to: folder.appending(path: "truth.json"))
        }
    }

    @Test func `an empty structure is listed with its status, in every format that has segments`() throws {
        let task = ImagingSample.task(ImagingSample.obliqueSeries())
        for format in [ExportFormat.dicomSEG, .dicomSEGLabelMap, .dicomRTStruct] {
            let archive = try Archive(ExportSample.export(format, ImagingSample.config, [task]))
            let name = try #require(archive.names.first { $0.hasSuffix(".dcm") })
            let set = try DICOMFile(#require(archive[name])).dataSet
            let labels =
                format == .dicomRTStruct
                ? set.items(.structureSetROISequence).map { $0.text(.roiName) }
                : set.items(.segmentSequence).map { $0.text(.segmentLabel) }
            #expect(labels.contains("Gallbladder"), "\(format)")
        }
        for format in [ExportFormat.nifti, .nrrd, .pngMasks, .numPyMasks] {
            let archive = try Archive(ExportSample.export(format, ImagingSample.config, [task]))
            let name = try #require(archive.names.first { $0.hasSuffix(".json") })
            let labels = try JSONValue(parsing: #require(archive[name]))["labels"]?.array ?? []
            let empty = labels.first { $0["name"] == "Gallbladder" }
            #expect(empty?["status"] == "absent" && empty?["voxels"] == 0, "\(format)")
        }
    }

    @Test func `an annotation with nothing painted at all still makes an object`() throws {
        let task = ImagingSample.task(
            ImagingSample.obliqueSeries(), [ImagingSample.segment("s4", "Gallbladder", 0, 9, status: "not_assessable")])
        for format in [ExportFormat.dicomSEG, .dicomSEGLabelMap] {
            let archive = try Archive(ExportSample.export(format, ImagingSample.config, [task]))
            let name = try #require(archive.names.first { $0.hasSuffix(".dcm") })
            let set = try DICOMFile(#require(archive[name])).dataSet
            #expect(set.integer(.numberOfFrames) == 1)
            #expect(set.item(.segmentSequence)?.text(.segmentDescription) == "not assessable in this image")
        }
    }

    @Test func `two exports of one annotation are one object, and of two annotations two`() throws {
        let series = ImagingSample.obliqueSeries()
        func file(_ results: [String]) throws -> [UInt8] {
            let archive = try Archive(
                ExportSample.export(.dicomSEG, ImagingSample.config, [ImagingSample.task(series, results)]))
            let name = try #require(archive.names.first { $0.hasSuffix(".dcm") })
            return try #require(archive[name])
        }
        let first = try file([ImagingSample.segment("s1", "Liver", 0, 3)])
        #expect(try file([ImagingSample.segment("s1", "Liver", 0, 3)]) == first)
        let other = try file([ImagingSample.segment("s1", "Spleen", 0, 3)])
        #expect(try DICOMFile(other).dataSet.text(.sopInstanceUID) != DICOMFile(first).dataSet.text(.sopInstanceUID))
    }

    @Test func `what an archive cannot take stands in its notes`() throws {
        var series = ImagingSample.obliqueSeries()
        series.kind = .nifti
        let archive = try Archive(ExportSample.export(.dicomSEG, ImagingSample.config, [ImagingSample.task(series)]))
        #expect(archive.names == ["notes.json"])
        #expect(
            try JSONValue(parsing: #require(archive["notes.json"]))[0]?["note"]
                == "the series does not come from DICOM, which such objects must refer to")
    }

    @Test func `a mask on another grid, or one that is gone, is an error with its place`() throws {
        let series = ImagingSample.obliqueSeries()
        var task = ImagingSample.task(series)
        task.imaging?.masks = [:]
        #expect(throws: ExportError(task: 5, annotation: 50, reason: .badMask("it cannot be found"))) {
            try ExportSample.export(.nifti, ImagingSample.config, [task])
        }
        let small = ImagingSample.obliqueSeries(columns: 5)
        task.imaging?.masks = [MaskReference(mask: ImagingSample.mask, operations: 4): ImagingSample.layers(small)]
        #expect(throws: ExportError(task: 5, annotation: 50, reason: .badMask("its grid is not that of the series"))) {
            try ExportSample.export(.nifti, ImagingSample.config, [task])
        }
    }

    @Test func `a task says which series and masks it needs`() {
        let task = ImagingSample.task(ImagingSample.obliqueSeries())
        let references = task.imagingReferences
        #expect(references.seriesIDs == [12])
        #expect(references.seriesUIDs == ["2.25.1002"])
        #expect(references.masks == [MaskReference(mask: ImagingSample.mask, operations: 4)])
    }

    @Test func `measurements are rows with their units, and volumes are counted from voxels`() throws {
        let series = ImagingSample.obliqueSeries()
        let text = try ExportSample.text(.measurementsJSON, ImagingSample.config, [ImagingSample.task(series)])
        let rows = try #require(JSONValue(parsing: text).array)
        #expect(rows.count == 11)
        #expect(rows[0]["kind"] == "length" && rows[0]["unit"] == "mm")
        let liver = try #require(rows.first { $0["label"] == "Liver" })
        let voxels = ImagingSample.layers(series).planes(of: 0).reduce(0) { $0 + $1.labels.count { $0 == 3 } }
        #expect(liver["voxels"]?.integer == voxels)
        let volume = try #require(liver["volume_ml"]?.double)
        #expect(abs(volume - Double(voxels) * 0.75 * 1.25 * 2.5 / 1000) < 1e-9)
        let table = try ExportSample.text(.measurementsCSV, ImagingSample.config, [ImagingSample.task(series)])
        #expect(table.split(separator: "\r\n").count == 12)
    }

    @Test func `masks of COCO come back from their text`() {
        var generator = SeededGenerator(3)
        for _ in 0..<200 {
            let (width, height) = (Int.random(in: 1...40, using: &generator), Int.random(in: 1...40, using: &generator))
            let labels: [UInt8] = (0..<width * height).map { _ in UInt8.random(in: 0...2, using: &generator) / 2 }
            let counts = COCORunLength.counts(labels, value: 1, width: width, height: height)
            #expect(counts.reduce(0, +) == width * height)
            #expect(COCORunLength.counts(of: COCORunLength.text(counts)) == counts)
            let used = labels.indices.filter { labels[$0] == 1 }.map { $0 % width }
            guard let low = used.min(), let high = used.max() else { continue }
            let within = COCORunLength.counts(labels, value: 1, width: width, height: height, within: low...high)
            // A last column full to its end leaves nothing behind it, which the whole walk need not say.
            #expect(within == counts)
        }
        #expect(COCORunLength.counts(of: "~") == nil)
    }
}

/// What Label Studio gets of segments and series.
struct LabelStudioImagingTests {
    @Test func `a segment becomes a brush region a slice, and comes back as it was`() throws {
        let series = ImagingSample.obliqueSeries()
        let task = ImagingSample.task(series)
        let json = try JSONValue(parsing: ExportSample.export(.json, ImagingSample.config, [task]))
        let items = try #require(json[0]?["annotations"]?[0]?["result"]?.array)
        let truth = Array(ImagingSample.layers(series).planes(of: 0))
        let liver = items.filter { $0["id"] == "s1" || $0["meta"]?["med"]?["part"] == "s1" }
        #expect(liver.count == truth.count { $0.labels.contains(3) })
        #expect(Set(liver.compactMap { $0["id"]?.string }).count == liver.count)
        for item in liver {
            let slice = try #require(item["item_index"]?.integer)
            let stream = try BrushMask.bytes(of: #require(item["value"]?["rle"]?.array))
            let mask = try BrushMask(decoding: stream, width: series.columns, height: series.rows)
            #expect(mask.alpha == truth[slice].labels.map { $0 == 3 ? 255 : 0 })
        }
        let config = try LabelConfig(parsing: ImagingSample.config)
        #expect(config.validateResult(.array(items), isComplete: false).map(\.description) == [])
        // An absent structure has no slice and stays.
        #expect(items.contains { $0["id"] == "s4" && $0["value"]?["rle"] == [] })
        let folded = SegmentParts.folded(items)
        let before = try #require(JSONValue(parsing: task.annotations[0].result).array)
        #expect(folded.map { $0["id"] } == before.map { $0["id"] })
        #expect(folded.map { $0["meta"] } == before.map { $0["meta"] })
        #expect(folded.allSatisfy { $0["value"]?["rle"] == nil || $0["value"]?["rle"] == [] })
    }

    @Test func `the carrier keys of a task are filled with pictures of its frames`() throws {
        let task = ImagingSample.task(ImagingSample.obliqueSeries())
        let json = try JSONValue(parsing: ExportSample.export(.json, ImagingSample.config, [task]))
        let data = try #require(json[0]?["data"])
        #expect(data["ct"] == "/api/imaging/series/12")
        #expect(data["ct_frames"]?.array?.count == 11)
        #expect(data["ct_frames"]?[3] == "/api/imaging/series/12/frames/3.png")
        #expect(try LabelConfig(parsing: ImagingSample.config).validateTaskData(data) == nil)
    }

    @Test func `a task without images of the field is written byte for byte`() throws {
        let task = ExportSample.task(1, #"{"text" : "a"}"#, [#"[ {"from_name":"c" } ]"#])
        let text = try ExportSample.text(.json, ExportSample.notes, [task])
        #expect(text.contains(#""data":{"text" : "a"}"#) && text.contains(#""result":[ {"from_name":"c" } ]"#))
    }
}
