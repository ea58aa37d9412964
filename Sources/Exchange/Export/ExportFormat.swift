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
    case dicomSEG = "DICOM_SEG"
    case dicomSEGLabelMap = "DICOM_SEG_LABELMAP"
    case dicomRTStruct = "DICOM_RTSTRUCT"
    case dicomSR = "DICOM_SR"
    case nifti = "NIFTI"
    case nrrd = "NRRD"
    case cocoRLE = "COCO_RLE"
    case geoJSON = "GEOJSON"
    case pngMasks = "PNG_MASKS"
    case numPyMasks = "NUMPY_MASKS"
    case measurementsCSV = "MEASUREMENTS_CSV"
    case measurementsJSON = "MEASUREMENTS_JSON"

    /// The name of the API: `COCO_WITH_IMAGES`.
    package var name: String { rawValue }

    /// The ending of the file's name, without the dot.
    package var fileExtension: String {
        switch self {
        case .json, .jsonMin, .measurementsJSON: "json"
        case .csv, .measurementsCSV: "csv"
        // Label Studio gives its TSV the ending of CSV; scripts look for it.
        case .tsv: "csv"
        case .conll2003: "conll"
        default: "zip"
        }
    }

    package var contentType: String {
        switch self {
        case .json, .jsonMin, .measurementsJSON: "application/json"
        case .csv, .measurementsCSV: "text/csv; charset=utf-8"
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
        case .dicomSEG: "DICOM SEG"
        case .dicomSEGLabelMap: "DICOM SEG, label map"
        case .dicomRTStruct: "DICOM RTSTRUCT"
        case .dicomSR: "DICOM SR (TID 1500)"
        case .nifti: "NIfTI label maps"
        case .nrrd: "NRRD segmentations"
        case .cocoRLE: "COCO masks (RLE)"
        case .geoJSON: "GeoJSON"
        case .pngMasks: "PNG label maps"
        case .numPyMasks: "NumPy label maps"
        case .measurementsCSV: "Measurements CSV"
        case .measurementsJSON: "Measurements JSON"
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
        case .dicomSEG: "Segments as DICOM objects, one bit a voxel; overlapping and empty ones are kept."
        case .dicomSEGLabelMap: "Segments as DICOM label maps: smaller, one object for each layer that overlaps."
        case .dicomRTStruct: "Outlines in patient millimetres, for planning systems. A hole is joined to its outline."
        case .dicomSR: "Measurements as structured reports with codes, units and where they were taken."
        case .nifti: "Segments as numbers on the grid of their series, with a JSON file that names them."
        case .nrrd: "Segments as 3D Slicer opens them, overlapping ones too."
        case .cocoRLE: "Every painted slice as an image, its segments as compressed runs."
        case .geoJSON: "Shapes on slides in pixels of level 0, as QuPath reads them."
        case .pngMasks: "Every painted slice as a grey PNG of segment numbers, with a JSON file that names them."
        case .numPyMasks: "Segments as an array of slices, rows and columns, with a JSON file that names them."
        case .measurementsCSV: "One row per measurement or segment: value, unit, statistics, volume."
        case .measurementsJSON: "One object per measurement or segment: value, unit, statistics, volume."
        }
    }

    /// What the format is good for, as search words.
    package var tags: [String] {
        switch self {
        case .json, .jsonMin, .csv, .tsv: []
        case .conll2003: ["sequence labeling", "text tagging", "named entity recognition"]
        case .coco, .cocoWithImages, .yolo, .yoloWithImages: ["image segmentation", "object detection", "keypoints"]
        case .voc, .yoloOBB, .yoloOBBWithImages: ["image segmentation", "object detection"]
        case .brushToNumPy, .brushToPNG, .cocoRLE, .pngMasks, .numPyMasks, .geoJSON: ["image segmentation"]
        case .dicomSEG, .dicomSEGLabelMap, .dicomRTStruct, .nifti, .nrrd: ["image segmentation", "DICOM", "volumes"]
        case .dicomSR, .measurementsCSV, .measurementsJSON: ["measurements"]
        }
    }

    /// Whether all tasks must be shown to the writer once before it begins: the columns of a table are those of all rows.
    package var needsSurvey: Bool { self == .csv || self == .tsv }

    /// Whether the archive carries the images themselves.
    package var carriesImages: Bool {
        self == .cocoWithImages || self == .yoloWithImages || self == .yoloOBBWithImages
    }

    /// Whether it writes masks or figures of images of the field, so that ``ExportedTask/imaging`` must be filled. Label Studio's
    /// own JSON needs it for the masks it unpacks, where a task has any.
    package var needsImaging: Bool {
        switch self {
        case .dicomSEG, .dicomSEGLabelMap, .dicomRTStruct, .dicomSR, .nifti, .nrrd, .cocoRLE, .geoJSON, .pngMasks,
            .numPyMasks, .measurementsCSV, .measurementsJSON, .json:
            true
        default: false
        }
    }

    /// The addresses whose bytes the caller should put into ``ExportedTask/media`` before writing the task.
    package func mediaURLs(of task: ExportedTask, schema: ExportSchema) -> [String] {
        guard carriesImages, let key = schema.dataKeys.first else { return [] }
        return (try? ExportItem.imageURL(in: schema.resolved(task.data), key: key)).flatMap { $0 }.map { [$0] } ?? []
    }

    /// A writer of one export.
    package func writer(schema: ExportSchema, about: ExportAbout) -> any ExportWriter {
        switch self {
        case .json: FullJSONWriter(schema, about)
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
        case .dicomSEG: DICOMObjectWriter(schema, about, as: .segmentation)
        case .dicomSEGLabelMap: DICOMObjectWriter(schema, about, as: .labelMap)
        case .dicomRTStruct: DICOMObjectWriter(schema, about, as: .structures)
        case .dicomSR: DICOMObjectWriter(schema, about, as: .report)
        case .nifti: LabelMapWriter(schema, about, as: .nifti)
        case .nrrd: LabelMapWriter(schema, about, as: .nrrd)
        case .numPyMasks: LabelMapWriter(schema, about, as: .numPy)
        case .pngMasks: LabelMapWriter(schema, about, as: .png)
        case .cocoRLE: COCOMaskWriter(schema, about)
        case .geoJSON: GeoJSONWriter(schema, about)
        case .measurementsCSV: MeasurementWriter(schema, as: .csv)
        case .measurementsJSON: MeasurementWriter(schema, as: .json)
        }
    }
}
