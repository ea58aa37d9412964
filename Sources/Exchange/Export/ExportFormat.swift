/// A format tasks can be exported in.
package enum ExportFormat: String, Sendable, CaseIterable {
    case json = "JSON"
    case jsonMin = "JSON_MIN"
    case csv = "CSV"
    case tsv = "TSV"
    case conll2003 = "CONLL2003"
    case coco = "COCO"
    case cocoWithImages = "COCO_WITH_IMAGES"
    case voc = "VOC"
    case yolo = "YOLO"
    case yoloWithImages = "YOLO_WITH_IMAGES"
    case yoloOBB = "YOLO_OBB"
    case yoloOBBWithImages = "YOLO_OBB_WITH_IMAGES"
    case brushToNumPy = "BRUSH_TO_NUMPY"
    case brushToPNG = "BRUSH_TO_PNG"

    /// The name of the API: `COCO_WITH_IMAGES`.
    package var name: String { rawValue }

    /// The ending of the file's name, without the dot.
    package var fileExtension: String {
        switch self {
        case .json, .jsonMin: "json"
        case .csv: "csv"
        // Label Studio gives its TSV the ending of CSV; scripts look for it.
        case .tsv: "csv"
        case .conll2003: "conll"
        default: "zip"
        }
    }

    package var contentType: String {
        switch self {
        case .json, .jsonMin: "application/json"
        case .csv: "text/csv; charset=utf-8"
        case .tsv: "text/tab-separated-values; charset=utf-8"
        case .conll2003: "text/plain; charset=utf-8"
        default: "application/zip"
        }
    }

    /// The name people read.
    package var title: String {
        switch self {
        case .json: "JSON"
        case .jsonMin: "JSON-MIN"
        case .csv: "CSV"
        case .tsv: "TSV"
        case .conll2003: "CONLL2003"
        case .coco: "COCO"
        case .cocoWithImages: "COCO with Images"
        case .voc: "Pascal VOC XML"
        case .yolo: "YOLO"
        case .yoloWithImages: "YOLO with Images"
        case .yoloOBB: "YOLOv8 OBB"
        case .yoloOBBWithImages: "YOLOv8 OBB with Images"
        case .brushToNumPy: "Brush labels to NumPy"
        case .brushToPNG: "Brush labels to PNG"
        }
    }

    /// A sentence on what one gets.
    package var summary: String {
        switch self {
        case .json: "Every task with all its annotations, in full. Can be imported again."
        case .jsonMin: "One flat object per annotation: the data, and each answer under its question's name."
        case .csv: "One row per annotation with comma-separated columns; regions are JSON inside a cell."
        case .tsv: "As CSV, with tabs between the columns."
        case .conll2003: "One token per line with its BIO tag, for training entity recognisers. Overlaps are lost."
        case .coco: "Boxes, polygons and key points in one result.json, in pixels."
        case .cocoWithImages: "COCO, with the image files in the archive."
        case .voc: "One XML file per image with its boxes in whole pixels."
        case .yolo: "One text file per image with boxes or polygons from 0 to 1, and the list of classes."
        case .yoloWithImages: "YOLO, with the image files in the archive."
        case .yoloOBB: "YOLO with rotated boxes as four corners."
        case .yoloOBBWithImages: "Rotated YOLO boxes, with the image files in the archive."
        case .brushToNumPy: "Each painted region as a two-dimensional NumPy array of its mask."
        case .brushToPNG: "Each painted region as a grey PNG of its mask."
        }
    }

    /// What the format is good for, as search words.
    package var tags: [String] {
        switch self {
        case .json, .jsonMin, .csv, .tsv: []
        case .conll2003: ["sequence labeling", "text tagging", "named entity recognition"]
        case .coco, .cocoWithImages, .yolo, .yoloWithImages: ["image segmentation", "object detection", "keypoints"]
        case .voc, .yoloOBB, .yoloOBBWithImages: ["image segmentation", "object detection"]
        case .brushToNumPy, .brushToPNG: ["image segmentation"]
        }
    }

    /// Whether all tasks must be shown to the writer once before it begins: the columns of a table are those of all rows.
    package var needsSurvey: Bool { self == .csv || self == .tsv }

    /// Whether the archive carries the images themselves.
    package var carriesImages: Bool {
        self == .cocoWithImages || self == .yoloWithImages || self == .yoloOBBWithImages
    }

    /// The addresses whose bytes the caller should put into ``ExportedTask/media`` before writing the task.
    package func mediaURLs(of task: ExportedTask, schema: ExportSchema) -> [String] {
        guard carriesImages, let key = schema.dataKeys.first else { return [] }
        return (try? ExportItem.imageURL(in: schema.resolved(task.data), key: key)).flatMap { $0 }.map { [$0] } ?? []
    }

    /// A writer of one export.
    package func writer(schema: ExportSchema, about: ExportAbout) -> any ExportWriter {
        switch self {
        case .json: FullJSONWriter(schema)
        case .jsonMin: MinimalJSONWriter(schema)
        case .csv: TableWriter(schema, delimiter: UInt8(ascii: ","))
        case .tsv: TableWriter(schema, delimiter: UInt8(ascii: "\t"))
        case .conll2003: CoNLLWriter(schema)
        case .coco, .cocoWithImages: COCOWriter(schema, about, carriesImages: carriesImages)
        case .voc: VOCWriter(schema, about)
        case .yolo, .yoloWithImages: YOLOWriter(schema, about, oriented: false, carriesImages: carriesImages)
        case .yoloOBB, .yoloOBBWithImages: YOLOWriter(schema, about, oriented: true, carriesImages: carriesImages)
        case .brushToNumPy: BrushWriter(schema, about, as: .numPy)
        case .brushToPNG: BrushWriter(schema, about, as: .png)
        }
    }
}
