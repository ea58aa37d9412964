extension LabelConfig {
    /// The formats that can hold this config's results, by the rules of Label Studio 1.23.
    package var exportHints: [ExportHint] {
        let controls = ParsedControls(document.root.carried).controls
        let outputs = Set(controls.map(\.type))
        let inputs = controls.flatMap(\.inputs)
        let dataKeys = Set(inputs.compactMap { $0.source ?? $0.value ?? $0.valueList })
        let medical = medicalHints(controls)
        let isDocument = !outputs.isDisjoint(with: ["TextArea", "ReactCode", "CustomInterface"])
        // Formats made for one text or image cannot say which of several data keys a result is about.
        if dataKeys.count > 1 { return [.json, .jsonMin, .csv, .tsv] + (isDocument ? [.docLang] : []) + medical }

        let isMultiImage = inputs.contains { $0.valueList != nil }
        let shown = Set(inputs.filter { !($0.type == "Text" && $0.valueType == "url") }.map(\.type))
        let hasImage = shown.contains("Image")
        let hasLabels = outputs.contains("Labels")
        func labelled(_ shape: String) -> Bool {
            outputs.contains(shape + "Labels") || (hasLabels && outputs.contains(shape))
        }
        let hasBoxes = labelled("Rectangle")
        let hasShapes =
            !isMultiImage
            && (hasImage && !outputs.isDisjoint(with: ["RectangleLabels", "PolygonLabels", "KeyPointLabels"])
                || hasLabels && !outputs.isDisjoint(with: ["Rectangle", "PolygonLabels", "KeyPointLabels"]))
        // Key points take their category from a box, so that points alone have none.
        let pointsAlone = outputs.contains("KeyPointLabels") && !outputs.contains("RectangleLabels")
        let isTimeline = shown.contains("Video") && outputs.contains("TimelineLabels")
        let hasBrush = hasImage && labelled("Brush")

        return ExportHint.allCases.filter { format in
            switch format {
            case .json, .jsonMin, .csv, .tsv: true
            case .conll2003: shown.contains("Text") && hasLabels
            case .coco, .cocoWithImages, .yolo, .yoloWithImages: hasShapes && !pointsAlone
            case .yoloOBB, .yoloOBBWithImages: hasShapes && !isTimeline
            case .voc: !isMultiImage && hasImage && hasBoxes
            case .brushToNumPy, .brushToPNG, .brushToCOCO: hasBrush
            case .asrManifest:
                !shown.isDisjoint(with: ["Audio", "AudioPlus"]) && outputs.contains("TextArea")
            case .docLang: isDocument
            default: medical.contains(format)
            }
        }
    }

    /// The formats of the field: masks and figures on DICOM images and volumes, shapes on slides.
    private func medicalHints(_ controls: [ParsedControl]) -> [ExportHint] {
        func draw(on images: Set<String>, _ tags: Set<String>) -> Bool {
            controls.contains { control in
                tags.contains(control.type) && control.inputs.contains { images.contains($0.medical ?? "") }
            }
        }
        let masks: Set = ["BrushLabels", "Brush", "MagicWand", "BitmaskLabels", "Bitmask"]
        let shapes: Set = [
            "PolygonLabels", "Polygon", "RectangleLabels", "Rectangle", "EllipseLabels", "Ellipse", "KeyPointLabels",
            "KeyPoint", "VectorLabels", "Vector",
        ]
        let hasMasks = draw(on: ["dicom", "volume"], masks)
        let hasShapes = draw(on: ["dicom", "volume"], shapes)
        var hints: [ExportHint] = []
        if hasMasks {
            hints += [.dicomSEG, .dicomSEGLabelMap, .dicomRTStruct, .nifti, .nrrd, .cocoRLE, .pngMasks, .numPyMasks]
        } else if hasShapes {
            hints.append(.dicomRTStruct)
        }
        if hasShapes { hints.append(.dicomSR) }
        if hasShapes || hasMasks { hints += [.measurementsCSV, .measurementsJSON] }
        if draw(on: ["slide"], masks.union(shapes)) { hints.append(.geoJSON) }
        return hints
    }
}
