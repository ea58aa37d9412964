import Exchange
import JSON
import LabelConfig
import Testing

struct ImageExportTests {
    private let polygon =
        #"{"from_name":"p","to_name":"i","type":"polygonlabels","original_width":200,"original_height":100,"value":"#
        + #"{"points":[[0,0],[50,0],[50,100]],"closed":true,"polygonlabels":["rib"]}}"#

    private func image(_ name: String) -> String { ImportedTask.media(url: name, key: "image").data }

    @Test func `COCO has boxes and polygons in pixels and numbered classes`() throws {
        let tasks = [
            ExportSample.task(
                1, image("/data/upload/4/a.png"), ["[\(ExportSample.box(10, 20, 30, 40, "heart")),\(polygon)]"]),
            ExportSample.task(2, image("/data/upload/4/b.png")),
        ]
        let archive = try Archive(try ExportSample.export(.coco, ExportSample.images, tasks))
        #expect(archive.names == ["images/", "result.json"])
        let golden = #"""
            {"annotations":[{"id":0,"image_id":0,"category_id":7,"segmentation":[],"bbox":[20,20,60,40],"ignore":0,\#
            "iscrowd":0,"area":2400},
            {"id":1,"image_id":0,"category_id":1,"segmentation":[[0,0,100,0,100,100]],"bbox":[0,0,100,100],"ignore":0,\#
            "iscrowd":0,"area":5000}],"images":[{"width":200,"height":100,"id":0,"file_name":"images/a.png"},\#
            {"width":null,"height":null,"id":1,"file_name":"images/b.png"}],"categories":[{"id":7,"name":"heart"},\#
            {"id":0,"name":"lung"},{"id":1,"name":"rib"}],"info":{"year":2025,"version":"1.0","description":"",\#
            "contributor":"Vesalius","url":"","date_created":"2025-11-24T16:00:00.123456Z"}}
            """#
        #expect(archive.text("result.json") == golden)
    }

    @Test func `YOLO has a file of lines for each image`() throws {
        let tasks = [
            ExportSample.task(1, image("a.png"), ["[\(ExportSample.box(10, 20, 30, 40, "heart")),\(polygon)]"]),
            ExportSample.task(2, image("b.png")), ExportSample.task(3, image("other/a.png"), ["[]"]),
            ExportSample.task(
                4, image("c.png"),
                ["[\(ExportSample.box(0, 0, 1, 1, "lung"))]", "[\(ExportSample.box(0, 0, 2, 2, "lung"))]"]),
        ]
        let archive = try Archive(try ExportSample.export(.yolo, ExportSample.images, tasks))
        #expect(archive.text("labels/a.txt") == "7 0.25 0.4 0.3 0.4\n1 0.0 0.0 0.5 0.0 0.5 1.0\n")
        #expect(archive.text("labels/b.txt") == "")
        #expect(archive.text("labels/a-task-3.txt") == "")
        #expect(archive.text("labels/c.txt") == "0 0.01 0.01 0.02 0.02\n")
        #expect(archive.text("labels/c-annotation-40.txt") == "0 0.005 0.005 0.01 0.01\n")
        #expect(archive.text("classes.txt") == "heart\nlung\nrib\n")
    }

    @Test func `turned boxes keep their corners in YOLO OBB`() throws {
        let task = ExportSample.task(1, image("a.png"), ["[\(ExportSample.box(50, 0, 10, 20, "lung", turn: 90))]"])
        let archive = try Archive(try ExportSample.export(.yoloOBB, ExportSample.images, [task]))
        let numbers = try #require(archive.text("labels/a.txt")).split { $0.isWhitespace }.compactMap { Double($0) }
        // 20 × 20 pixels, a quarter turn clockwise around (100, 0).
        let expected = [0, 0.5, 0, 0.5, 0.2, 0.4, 0.2, 0.4, 0]
        #expect(numbers.count == 9)
        for (number, other) in zip(numbers, expected) { #expect(abs(number - other) < 1e-12) }
    }

    @Test func `VOC has whole pixels and escaped names`() throws {
        let task = ExportSample.task(1, image("a&b.png"), ["[\(ExportSample.box(10.4, 20, 30, 40, "R<L"))]"])
        let archive = try Archive(try ExportSample.export(.voc, ExportSample.images, [task]))
        let golden = """
            <?xml version="1.0" encoding="utf-8"?>
            <annotation>
            <folder>images</folder>
            <filename>a&amp;b.png</filename>
            <source>
            <database>Vesalius</database>
            <annotator>3</annotator>
            </source>
            <size>
            <width>200</width>
            <height>100</height>
            <depth>3</depth>
            </size>
            <segmented>0</segmented>
            <object>
            <name>R&lt;L</name>
            <pose>Unspecified</pose>
            <truncated>0</truncated>
            <difficult>0</difficult>
            <bndbox>
            <xmin>20</xmin>
            <ymin>20</ymin>
            <xmax>80</xmax>
            <ymax>60</ymax>
            </bndbox>
            </object>
            </annotation>

            """
        #expect(archive.text("Annotations/a&b.xml") == golden)
    }

    @Test func `the images themselves are carried if the caller gives them`() throws {
        var task = ExportSample.task(1, image("/x/a.png"), ["[\(ExportSample.box(10, 20, 30, 40, "lung"))]"])
        let schema = ExportSchema(controls: [
            .init(name: "r", type: "RectangleLabels", objects: [.init(type: "Image", key: "image")])
        ])
        #expect(ExportFormat.cocoWithImages.mediaURLs(of: task, schema: schema) == ["/x/a.png"])
        #expect(ExportFormat.coco.mediaURLs(of: task, schema: schema) == [])
        task.media = ["/x/a.png": [1, 2, 3]]
        for format in [ExportFormat.cocoWithImages, .yoloWithImages, .yoloOBBWithImages] {
            let archive = try Archive(try ExportSample.export(format, ExportSample.images, [task]))
            #expect(archive["images/a.png"] == [1, 2, 3])
        }
    }

    @Test(arguments: [
        "../../etc/passwd", "/data/upload/1/..%2F..%2Fevil.png", "..\\..\\evil.png", "C:\\evil.png", "a/../../b.png",
        "..",
        ".", "", "/", "x\u{0}y.png", "\u{202E}gnp.exe", "data:image/png;base64,AAAA", "http://h/?d=../../x.png",
        "http://h/a/b.png?x=1#y", String(repeating: "ü", count: 500) + ".png", "con .. ", "a\nb.png",
    ])
    func `no address leads out of the archive`(_ url: String) throws {
        let task = ExportSample.task(1, image(url), ["[\(ExportSample.box(1, 1, 1, 1, "lung"))]"])
        for format in [ExportFormat.yolo, .voc, .coco] {
            let archive = try Archive(try ExportSample.export(format, ExportSample.images, [task, task]))
            #expect(Set(archive.names.map { $0.lowercased() }).count == archive.names.count)
            for name in archive.names {
                let parts = name.split(separator: "/", omittingEmptySubsequences: false)
                #expect(parts.count <= 2 && !parts.contains("..") && !parts.contains("."), "\(name)")
                #expect(!name.contains("\\") && !name.contains(":") && name.utf8.count < 255)
                #expect(name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.properties.generalCategory != .format })
            }
        }
    }

    @Test(arguments: [ExportFormat.coco, .voc, .yolo, .yoloOBB]) func `absurd sizes and places end no program`(
        _ format: ExportFormat
    ) throws {
        let config = """
            <View><Image name="i" value="$image"/><RectangleLabels name="r" toName="i"><Label value="lung"/>\
            </RectangleLabels><KeyPointLabels name="k" toName="i"><Label value="apex" model_index="0"/>\
            <Label value="base" model_index="1"/></KeyPointLabels></View>
            """
        let size = #""original_width":1e300,"original_height":1e300,"#
        func point(_ label: String, _ place: String) -> String {
            #"{"from_name":"k","to_name":"i","type":"keypointlabels",\#(size)"value":"#
                + #"{"x":\#(place),"y":\#(place),"keypointlabels":["\#(label)"]}}"#
        }
        let box =
            #"{"from_name":"r","to_name":"i","type":"rectanglelabels",\#(size)"value":"#
            + #"{"x":-1e308,"y":1e308,"width":1e308,"height":-1e308,"rotation":1e308,"rectanglelabels":["lung"]}}"#
        let task = ExportSample.task(
            1, image("/data/upload/4/a.png"), ["[\(box),\(point("apex", "-1e300")),\(point("base", "1e300"))]"]
        )
        #expect(try !ExportSample.export(format, config, [task]).isEmpty)
    }

    @Test func `the formats offered are those that can hold the results`() throws {
        func offered(_ config: String) throws -> [String] {
            ExportFormat.offered(for: try LabelConfig(parsing: config)).map(\.name)
        }
        let always = ["JSON", "JSON_MIN", "CSV", "TSV"]
        #expect(try offered(ExportSample.notes) == always + ["CONLL2003"])
        #expect(
            try offered(ExportSample.images) == always + [
                "COCO", "COCO_WITH_IMAGES", "VOC", "YOLO", "YOLO_WITH_IMAGES", "YOLO_OBB", "YOLO_OBB_WITH_IMAGES",
            ])
    }

    @Test func `data that waited for a key gets the one the interface reads`() throws {
        var task = ExportSample.task(1, ImportedTask.media(url: "/x/a.png").data)
        #expect(task.data == #"{"$undefined$":"/x/a.png"}"#)
        let full = try ExportSample.text(.json, ExportSample.images, [task])
        #expect(full.contains(#""data":{"image":"/x/a.png"}"#))
        let archive = try Archive(try ExportSample.export(.yolo, ExportSample.images, [task]))
        #expect(archive["labels/a.txt"] != nil)
        task.data = #"{"other":1,"$undefined$":2}"#
        #expect(try ExportSample.text(.json, ExportSample.images, [task]).contains(task.data))
    }
}
