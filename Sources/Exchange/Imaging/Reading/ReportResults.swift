package import Imaging
package import JSON
package import LabelConfig

/// Turns the measurements of a report into results of a project: the way back from `DICOM_SR`, and in from other programs.
package struct ReportResults {
    private let series: ImagingSeries
    private let control: ControlTag
    private let object: String

    /// Nil where the interface has no control for figures on an image.
    package init?(_ config: LabelConfig, on series: ImagingSeries) {
        let controls = config.interface.controls.filter { control in
            control.kind == .polygonLabels || control.medical == "measure"
        }
        guard let control = controls.first(where: { $0.medical == "measure" }) ?? controls.first,
            let object = control.targets.first
        else { return nil }
        self.series = series
        self.control = control
        self.object = object
    }

    /// A result for each figure on this series. What has no place on it, or no shape, is left out.
    package func results(of labels: LabelFile) -> [JSONValue] {
        labels.measurements.compactMap { result(of: $0, in: labels) }
    }

    private func result(of measurement: LabelMeasurement, in labels: LabelFile) -> JSONValue? {
        guard let figure = ReadFigure(measurement, series), let label = label(of: measurement) else { return nil }
        let columns = Double(max(1, series.columns))
        let rows = Double(max(1, series.rows))
        let places = figure.kind == .ellipse ? EllipseOutline.points(figure.points) : figure.points
        guard let pixels = FramePixels(series, series.frames[figure.frame], index: figure.frame) else { return nil }
        let percent = places.map { point -> JSONValue in
            let place = pixels.place(point)
            return [JSONValue(place[0] / columns * 100), JSONValue(place[1] / rows * 100)]
        }
        let isClosed = [.ellipse, .rectangle, .polygon, .freehand].contains(figure.kind)
        let name = measurement.trackingUID ?? "\(labels.sop ?? "")/\(measurement.trackingID ?? "")/\(percent.count)"
        return [
            "id": .string(String(StableHash.uuid("report", series.uid, name).suffix(10))),
            "from_name": .string(control.name), "to_name": .string(object), "type": "polygonlabels",
            "original_width": JSONValue(series.columns), "original_height": JSONValue(series.rows), "image_rotation": 0,
            "item_index": JSONValue(figure.frame),
            "value": ["points": .array(percent), "closed": .bool(isClosed), "polygonlabels": [.string(label)]],
            "meta": ["med": .object(figure.med(measurement, series))],
        ]
    }

    /// The label whose code or words the finding has; the only one where there is one.
    private func label(of measurement: LabelMeasurement) -> String? {
        let options = control.list.options
        if let finding = measurement.finding {
            if let option = options.first(where: { $0.concept?.code == finding.value }) { return option.answer }
            let words = finding.meaning.lowercased()
            if let option = options.first(where: { $0.value.lowercased() == words }) { return option.answer }
        }
        return options.first?.answer
    }
}
