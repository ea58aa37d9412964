import JSON
import LabelConfig

/// Writes the shapes on slides as GeoJSON in pixels of level 0, a file an annotation, in the form QuPath reads and writes.
struct GeoJSONWriter: ExportWriter {
    private let schema: ExportSchema
    private var zip: ZipWriter
    private var notes = ImagingNotes()

    init(_ schema: ExportSchema, _ about: ExportAbout) {
        self.schema = schema
        zip = ZipWriter(moment: about.moment)
    }

    mutating func begin(into out: inout [UInt8]) {}

    mutating func write(_ task: ExportedTask, into out: inout [UInt8]) throws {
        for work in try ImagedWork.of(task, schema: schema) {
            if !work.segments.isEmpty {
                notes.add(work, "painted segments have no outline in pixels of the slide and are left out")
            }
            guard !work.figures.isEmpty else { continue }
            var writer = JSONWriter(capacity: 4096)
            writer.object { writer in
                writer.member("type", "FeatureCollection")
                // A member of ours (RFC 7946 §6.1): the slide the shapes lie on.
                writer.member("series", work.series.uid)
                writer.member(
                    "features",
                    array: { writer in
                        for figure in work.figures {
                            guard let shape = SlideShape(figure, work.series) else { continue }
                            writer.object { write(figure, shape, work, &$0) }
                        }
                    })
            }
            zip.add(work.title + ".geojson", writer.bytes, into: &out)
        }
    }

    mutating func end(into out: inout [UInt8]) {
        notes.write(into: &zip, &out)
        zip.finish(into: &out)
    }

    private func write(_ figure: ImagedFigure, _ shape: SlideShape, _ work: ImagedWork, _ writer: inout JSONWriter) {
        writer.member("type", "Feature")
        writer.member(
            "id", StableHash.uuid("feature", work.series.uid, "\(work.task.id)", "\(work.annotation.id)", figure.region)
        )
        writer.member("geometry", object: { shape.write(&$0) })
        writer.member(
            "properties",
            object: { writer in
                writer.member("objectType", "annotation")
                if let label = figure.label {
                    let number = schema.controls.first { $0.name == figure.control }
                        .map { schema.classNumber(of: label.value, in: $0) }
                    writer.member(
                        "classification",
                        object: { writer in
                            writer.member("name", label.value)
                            let colour = LabelColour.rgb(label.colour, number: number ?? 1)
                            writer.member("color", .array(colour.map { JSONValue($0) }))
                        })
                }
                if let note = figure.note, !note.isEmpty { writer.member("name", note) }
                var measurements = JSONObject()
                if let area = figure.slideArea { measurements["Area µm^2"] = JSONValue(area) }
                if let length = figure.slideLength { measurements["Length µm"] = JSONValue(length) }
                if !measurements.isEmpty { writer.member("measurements", .object(measurements)) }
                writer.member(
                    "metadata",
                    object: { writer in
                        writer.member("task", "\(work.task.id)")
                        writer.member("annotation", "\(work.annotation.id)")
                        writer.member("region", figure.region)
                        if let code = figure.label?.concept {
                            writer.member("code", "\(code.system)|\(code.code)|\(code.display)")
                        }
                    })
            })
    }
}

/// A shape in pixels of level 0.
struct SlideShape {
    private let points: [[Double]]
    private let isClosed: Bool

    init?(_ figure: ImagedFigure, _ series: ImagingSeries) {
        var points: [[Double]]
        if let list = figure.slide?.array {
            points = list.compactMap { point in
                guard let x = point[0]?.double, let y = point[1]?.double else { return nil }
                return [x, y]
            }
        } else if let box = figure.slide, let x = box["x"]?.double, let y = box["y"]?.double {
            let (w, h) = (box["width"]?.double ?? 0, box["height"]?.double ?? 0)
            points =
                w > 0 && h > 0 && !figure.type.hasPrefix("ellipse")
                ? [[x, y], [x + w, y], [x + w, y + h], [x, y + h]] : []
            if points.isEmpty, !figure.type.hasPrefix("ellipse") { points = [[x, y]] }
        } else {
            points = []
        }
        if points.isEmpty { points = PercentShape.points(figure, columns: series.columns, rows: series.rows) }
        guard !points.isEmpty else { return nil }
        self.points = points
        let isPoint = figure.type.hasPrefix("keypoint") || points.count == 1
        isClosed = !isPoint && points.count >= 3 && figure.shape["closed"]?.boolean != false
    }

    func write(_ writer: inout JSONWriter) {
        func pair(_ point: [Double], _ writer: inout JSONWriter) {
            // A thousandth of a pixel.
            writer.value(.array(point.map { JSONValue(($0 * 1000).rounded() / 1000) }))
        }
        if points.count == 1 {
            writer.member("type", "Point")
            writer.key("coordinates")
            pair(points[0], &writer)
        } else if isClosed {
            writer.member("type", "Polygon")
            writer.member(
                "coordinates",
                array: { writer in
                    writer.array { writer in
                        for point in points { pair(point, &writer) }
                        // A ring ends where it began (RFC 7946 §3.1.6).
                        if let first = points.first, points.last != first { pair(first, &writer) }
                    }
                })
        } else {
            writer.member("type", "LineString")
            writer.member("coordinates", array: { writer in for point in points { pair(point, &writer) } })
        }
    }
}
