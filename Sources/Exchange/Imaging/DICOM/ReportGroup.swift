import Imaging
import LabelConfig

/// The measurement group of one figure.
struct ReportGroup {
    let figure: ImagedFigure
    let series: ImagingSeries
    let work: ImagedWork

    private static let finding = DICOMCode("121071", "DCM", "Finding")
    private static let source = DICOMCode("121112", "DCM", "Source of Measurement")
    private static let region = DICOMCode("111030", "DCM", "Image Region")

    var item: DICOMItem {
        var group = ReportItem.container(
            DICOMCode("125007", "DCM", "Measurement Group"), template: isRegion ? "1410" : "1501")
        var content: [DICOMItem] = []
        let label = figure.label?.value ?? "Figure"
        content.append(
            ReportItem.text(
                "HAS OBS CONTEXT", DICOMCode("112039", "DCM", "Tracking Identifier"),
                "\(label) (\(work.task.id)/\(work.annotation.id)/\(figure.region))"))
        content.append(
            ReportItem.uid(
                DICOMCode("112040", "DCM", "Tracking Unique Identifier"),
                StableHash.uid("tracking", series.uid, "\(work.task.id)", figure.region)))
        if let label = figure.label {
            content.append(ReportItem.code("CONTAINS", Self.finding, DICOMCode.type(of: label)))
        }
        if isRegion, let shape = coordinates("CONTAINS", Self.region, points: outline, type: graphicType) {
            content.append(shape)
        }
        content += measurements
        if let note = figure.note, !note.isEmpty {
            content.append(ReportItem.text("CONTAINS", DICOMCode("121106", "DCM", "Comment"), note))
        }
        group[.contentSequence] = .items(content)
        return group
    }

    /// Whether it encloses something.
    private var isRegion: Bool {
        switch figure.kind {
        case .ellipse, .rectangle, .freehand, .polygon: true
        case .length, .bidirectional, .angle, .cobb, .probe, .arrow: false
        case nil:
            figure.type.hasPrefix("rectangle") || figure.type.hasPrefix("ellipse") || figure.type.hasPrefix("polygon")
        }
    }

    private var graphicType: String {
        if isRegion { return figure.kind == .ellipse ? "ELLIPSE" : "POLYLINE" }
        return places.count == 1 ? "POINT" : "POLYLINE"
    }

    // What was measured, each with the points it came from.
    private var measurements: [DICOMItem] {
        let millimetres = DICOMCode("mm", "UCUM", "millimeter")
        let degrees = DICOMCode("deg", "UCUM", "degree")
        let lengthUnit = figure.unit == "px" ? DICOMCode("{pixels}", "UCUM", "pixels") : millimetres
        switch figure.kind {
        case .length:
            return measured(DICOMCode("410668003", "SCT", "Length"), figure.value, lengthUnit, places)
        case .bidirectional:
            guard places.count == 4 else { return [] }
            let axes = [Array(places[..<2]), Array(places[2...])].sorted { Self.length($0) > Self.length($1) }
            return measured(DICOMCode("103339001", "SCT", "Long Axis"), figure.value, lengthUnit, axes[0])
                + measured(DICOMCode("103340004", "SCT", "Short Axis"), figure.short, lengthUnit, axes[1])
        case .angle:
            return measured(DICOMCode("1483009", "SCT", "Angle"), figure.value, degrees, places)
        case .cobb:
            return measured(DICOMCode("285285000", "SCT", "Cobb angle"), figure.value, degrees, places)
        case .probe:
            return measured(quantity, figure.value ?? figure.statistics["mean"], quantityUnit, places)
        case .arrow:
            return measured(
                DICOMCode("ARROW", DICOMCode.own, "Place pointed at"), 1, DICOMCode("1", "UCUM", "no units"),
                Array(places.prefix(1)))
        default:
            let areaUnit =
                figure.unit?.hasPrefix("px") == true
                ? DICOMCode("{pixels}2", "UCUM", "square pixels") : DICOMCode("mm2", "UCUM", "square millimeter")
            var items: [DICOMItem] = []
            if let area = figure.area ?? figure.value {
                items.append(ReportItem.number(DICOMCode("42798000", "SCT", "Area"), area, areaUnit))
            }
            return items + statistics
        }
    }

    private var statistics: [DICOMItem] {
        [
            ("mean", DICOMCode("373098007", "SCT", "Mean")),
            ("sd", DICOMCode("386136009", "SCT", "Standard Deviation")),
            ("min", DICOMCode("255605001", "SCT", "Minimum")), ("max", DICOMCode("56851009", "SCT", "Maximum")),
        ].compactMap { key, derivation in
            guard let value = figure.statistics[key] else { return nil }
            var item = ReportItem.number(quantity, value, quantityUnit)
            item[.contentSequence] = .item(
                ReportItem.code("HAS CONCEPT MOD", DICOMCode("121401", "DCM", "Derivation"), derivation))
            return item
        }
    }

    /// What grey values are.
    private var quantity: DICOMCode {
        switch figure.statisticsUnit ?? figure.unit {
        case "HU", "[hnsf'U]": DICOMCode("112031", "DCM", "Attenuation Coefficient")
        case "SUVbw", "{SUVbw}g/ml": DICOMCode("126401", "DCM", "SUVbw")
        default: DICOMCode("PIXEL_VALUE", DICOMCode.own, "Pixel value")
        }
    }

    private var quantityUnit: DICOMCode {
        switch figure.statisticsUnit ?? figure.unit {
        case "HU", "[hnsf'U]": DICOMCode("[hnsf'U]", "UCUM", "Hounsfield unit")
        case "SUVbw", "{SUVbw}g/ml": DICOMCode("{SUVbw}g/ml", "UCUM", "Standardized Uptake Value body weight")
        default: DICOMCode("1", "UCUM", "no units")
        }
    }

    private func measured(_ name: DICOMCode, _ value: Double?, _ unit: DICOMCode, _ points: [[Double]]) -> [DICOMItem] {
        guard let value else { return [] }
        var item = ReportItem.number(name, value, unit)
        let type = points.count == 1 ? "POINT" : "POLYLINE"
        if let shape = coordinates("INFERRED FROM", Self.source, points: points, type: type) {
            item[.contentSequence] = .item(shape)
        }
        return [item]
    }

    /// The points: in pixels of the frame, or in millimetres where it was drawn across frames.
    private var places: [[Double]] {
        guard let (index, frame) = FrameFinder.frame(of: figure, in: series) else { return figure.points }
        if !figure.points.isEmpty, let pixels = FramePixels(series, frame, index: index) {
            return figure.points.map(pixels.place)
        }
        return PercentShape.points(figure, columns: series.columns, rows: series.rows)
    }

    /// The outline of a region; a line that encloses something ends where it began.
    private var outline: [[Double]] {
        guard figure.kind != .ellipse else { return places }
        let points = places
        return points.first == points.last ? points : points + points.prefix(1)
    }

    private func coordinates(
        _ relation: String, _ name: DICOMCode, points: [[Double]], type: String
    ) -> DICOMItem? {
        guard !points.isEmpty else { return nil }
        let numbers = points.flatMap { $0 }
        if let (_, frame) = FrameFinder.frame(of: figure, in: series) {
            return ReportItem.coordinates(relation, name, type: type, numbers, on: frame)
        }
        guard let reference = figure.frameOfReference ?? series.frameOfReference, points[0].count == 3 else {
            return nil
        }
        let shape = type == "POLYLINE" && isRegion ? "POLYGON" : type
        return ReportItem.coordinates(relation, name, type: shape, numbers, in: reference)
    }

    private static func length(_ points: [[Double]]) -> Double {
        guard points.count == 2 else { return 0 }
        return zip(points[0], points[1]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
}
