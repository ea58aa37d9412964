package import JSON
package import LabelConfig

/// Reads shapes on a slide from GeoJSON in pixels of level 0, as QuPath and `GEOJSON` write them, into results of a project.
package struct SlideGeoJSON {
    package enum Failure: Error, Equatable, Sendable, CustomStringConvertible {
        case notGeoJSON
        case noControl(String)
        case noSize

        package var description: String {
            switch self {
            case .notGeoJSON: "this is no GeoJSON with features"
            case .noControl(let shape): "the interface has no control for a \(shape) on a slide"
            case .noSize: "the size of the slide is not known"
            }
        }
    }

    private let config: LabelConfig
    private let series: ImagingSeries

    package init(_ config: LabelConfig, on series: ImagingSeries) throws(Failure) {
        guard series.columns > 0, series.rows > 0 else { throw .noSize }
        self.config = config
        self.series = series
    }

    /// A result for each polygon, line and point; of several polygons in one feature each, and without their holes.
    package func results(of value: JSONValue) throws(Failure) -> [JSONValue] {
        guard let features = value["features"]?.array ?? value.array ?? (value["geometry"] == nil ? nil : [value])
        else {
            throw .notGeoJSON
        }
        var results: [JSONValue] = []
        for (index, feature) in features.enumerated() {
            guard let geometry = feature["geometry"], let coordinates = geometry["coordinates"] else { continue }
            let label = feature["properties"]?["classification"]?["name"]?.string
            let id = feature["id"]?.string ?? "feature-\(index)"
            for (part, shape) in Self.shapes(geometry["type"]?.string ?? "", coordinates).enumerated() {
                results.append(try result(shape, label: label, id: "\(id)/\(part)"))
            }
        }
        return results
    }

    private struct Shape {
        var points: [[Double]]
        var isClosed: Bool
    }

    private static func shapes(_ type: String, _ coordinates: JSONValue) -> [Shape] {
        func pairs(_ value: JSONValue?) -> [[Double]] {
            (value?.array ?? []).compactMap { pair in
                let numbers = pair.array?.compactMap(\.double) ?? []
                return numbers.count >= 2 && numbers.allSatisfy(\.isFinite) ? Array(numbers[..<2]) : nil
            }
        }
        func ring(_ value: JSONValue?) -> [Shape] {
            var points = pairs(value)
            if points.count > 3, points.first == points.last { points.removeLast() }
            return points.count >= 3 ? [Shape(points: points, isClosed: true)] : []
        }
        switch type {
        case "Point": return pairs([coordinates]).map { Shape(points: [$0], isClosed: false) }
        case "MultiPoint": return pairs(coordinates).map { Shape(points: [$0], isClosed: false) }
        case "LineString":
            let points = pairs(coordinates)
            return points.count >= 2 ? [Shape(points: points, isClosed: false)] : []
        case "Polygon": return ring(coordinates[0])
        case "MultiPolygon": return (coordinates.array ?? []).flatMap { ring($0[0]) }
        default: return []
        }
    }

    private func result(_ shape: Shape, label: String?, id: String) throws(Failure) -> JSONValue {
        let isPoint = shape.points.count == 1
        let wanted: ControlKind = isPoint ? .keyPointLabels : .polygonLabels
        let controls = config.interface.controls.filter { control in
            control.kind == wanted
                && control.targets.contains { config.interface.object(named: $0)?.medicalImage == .slide }
        }
        let named = controls.first { control in label.map { control.list.answers.contains($0) } ?? false }
        guard let control = named ?? controls.first, let object = control.targets.first else {
            throw .noControl(isPoint ? "point" : "polygon")
        }
        let answer = named == nil ? control.list.options.first?.answer : label
        let percent = shape.points.map { point -> JSONValue in
            [
                JSONValue(point[0] / Double(series.columns) * 100), JSONValue(point[1] / Double(series.rows) * 100),
            ]
        }
        var value = JSONObject()
        if isPoint {
            value["x"] = percent[0][0]
            value["y"] = percent[0][1]
            value["width"] = 0.2
            value["keypointlabels"] = .array([JSONValue(answer)])
        } else {
            value["points"] = .array(percent)
            value["closed"] = .bool(shape.isClosed)
            value["polygonlabels"] = .array([JSONValue(answer)])
        }
        let level: JSONValue = .array(shape.points.map { .array($0.map { JSONValue($0) }) })
        return [
            "id": .string(String(StableHash.uuid("geojson", series.uid, id).suffix(10))),
            "from_name": .string(control.name), "to_name": .string(object),
            "type": .string(isPoint ? "keypointlabels" : "polygonlabels"), "original_width": JSONValue(series.columns),
            "original_height": JSONValue(series.rows), "image_rotation": 0, "value": .object(value),
            "meta": ["med": ["kind": "slide", "series": .string(series.uid), "level0": level]],
        ]
    }
}
