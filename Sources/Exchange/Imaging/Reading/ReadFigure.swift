import Imaging
import JSON
import LabelConfig

/// The figure a measurement group shows on a series.
struct ReadFigure {
    let kind: MeasureKind
    /// Millimetres of the patient.
    let points: [[Double]]
    /// The frame it lies on, as an index of the series.
    let frame: Int
    /// Whether it was told in pixels of that frame.
    private let isOnFrame: Bool

    init?(_ measurement: LabelMeasurement, _ series: ImagingSeries) {
        guard !series.frames.isEmpty else { return nil }
        let shapes = measurement.regions.compactMap { Shape($0, series) }
        guard let first = shapes.first else { return nil }
        func named(_ codes: Set<String>) -> Bool { measurement.values.contains { codes.contains($0.name.value) } }
        // Codes of SNOMED CT, and those of SRT that older programs write.
        if shapes.count == 2, shapes.allSatisfy({ $0.points.count == 2 }), first.frame == shapes[1].frame,
            named(["103339001", "G-A185", "103340004", "G-A186"])
        {
            let axes = shapes.sorted { $0.length > $1.length }
            kind = .bidirectional
            points = axes[0].points + axes[1].points
        } else if first.type == "ELLIPSE", first.points.count == 4 {
            kind = .ellipse
            points = first.points
        } else if first.isClosed {
            kind = .polygon
            points = first.points
        } else if first.points.count == 4, named(["285285000"]) {
            kind = .cobb
            points = first.points
        } else if first.points.count == 3, named(["1483009", "M-02550"]) {
            kind = .angle
            points = first.points
        } else if first.points.count == 2 {
            kind = .length
            points = first.points
        } else if first.points.count == 1 {
            kind = .probe
            points = first.points
        } else {
            return nil
        }
        frame = first.frame
        isOnFrame = first.isOnFrame
    }

    /// What `meta.med` says of it.
    func med(_ measurement: LabelMeasurement, _ series: ImagingSeries) -> JSONObject {
        var med = JSONObject([("kind", .string(kind.rawValue)), ("series", .string(series.uid))])
        if isOnFrame {
            med["sop"] = .string(series.frames[frame].sop)
            med["frame"] = JSONValue(series.frames[frame].number)
        }
        if let reference = series.frameOfReference { med["for"] = .string(reference) }
        med["points"] = .array(points.map { .array($0.map { JSONValue(($0 * 1e4).rounded() / 1e4) }) })
        for value in measurement.values { add(value, to: &med) }
        if med["value"] == nil, let area = med["area"] {
            med["value"] = area
            med["unit"] = "mm2"
        }
        return med
    }

    private func add(_ value: LabelMeasurement.Value, to med: inout JSONObject) {
        let number = JSONValue(value.number)
        switch value.name.value {
        case "42798000", "G-A166": med["area"] = number
        case "103340004", "G-A186": med["short"] = number
        case _ where value.derivation != nil:
            let keys = [
                "373098007": "mean", "R-00317": "mean", "386136009": "sd", "R-10047": "sd", "255605001": "min",
                "R-404FB": "min", "56851009": "max", "G-A437": "max",
            ]
            guard let key = value.derivation.flatMap({ keys[$0.value] }) else { return }
            med[key] = number
            med["stats_unit"] = .string(Self.unit(value.unit))
        case _ where med["value"] == nil:
            med["value"] = number
            med["unit"] = .string(Self.unit(value.unit))
        default: break
        }
    }

    private static func unit(_ code: LabelCode) -> String { code.value == "[hnsf'U]" ? "HU" : code.value }

    /// One region of a report on a frame.
    private struct Shape {
        var type: String
        var points: [[Double]]
        var frame: Int
        var isOnFrame: Bool
        var isClosed: Bool

        var length: Double {
            guard points.count == 2 else { return 0 }
            return zip(points[0], points[1]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }

        init?(_ region: LabelMeasurement.Region, _ series: ImagingSeries) {
            type = region.type
            isClosed = false
            isOnFrame = !region.isPatient
            if region.isPatient {
                points = stride(from: 0, to: region.points.count / 3 * 3, by: 3).map {
                    Array(region.points[$0..<$0 + 3])
                }
                guard let first = points.first, let slice = series.geometry?.slice(nearest: first) else { return nil }
                frame = slice.index
            } else {
                let found = series.frames.firstIndex { each in
                    each.sop == region.sop && each.number == region.frame ?? each.number
                }
                guard let found, let pixels = FramePixels(series, series.frames[found], index: found) else {
                    return nil
                }
                frame = found
                points = stride(from: 0, to: region.points.count / 2 * 2, by: 2).map {
                    pixels.point(region.points[$0], region.points[$0 + 1])
                }
            }
            guard series.frames.indices.contains(frame), !points.isEmpty else { return nil }
            if type == "CIRCLE", points.count == 2 {
                makeEllipse(normal: series.geometry?.normal ?? [0, 0, 1])
            }
            let isRing = points.count > 3 && zip(points[0], points[points.count - 1]).allSatisfy { abs($0 - $1) < 1e-6 }
            if isRing { points.removeLast() }
            isClosed = (isRing || type == "POLYGON") && points.count >= 3
        }

        /// A circle is told by its centre and a point on it.
        private mutating func makeEllipse(normal: [Double]) {
            let (centre, edge) = (points[0], points[1])
            let radius = (0..<3).map { edge[$0] - centre[$0] }
            let across = [
                normal[1] * radius[2] - normal[2] * radius[1], normal[2] * radius[0] - normal[0] * radius[2],
                normal[0] * radius[1] - normal[1] * radius[0],
            ]
            func moved(_ way: [Double], _ sign: Double) -> [Double] { (0..<3).map { centre[$0] + sign * way[$0] } }
            points = [moved(radius, -1), moved(radius, 1), moved(across, -1), moved(across, 1)]
            type = "ELLIPSE"
        }
    }
}
