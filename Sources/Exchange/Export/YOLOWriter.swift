import JSON

/// Writes a YOLO data set: `labels/<image>.txt` with a line for each region, from 0 to 1, and the list of classes.
///
/// Of several annotations of one image the newest has the image's name; the others stand beside it as
/// `<image>-annotation-<id>.txt`, which training leaves alone.
struct YOLOWriter: ExportWriter {
    private let schema: ExportSchema
    private let about: ExportAbout
    private let oriented: Bool
    private let carriesImages: Bool
    private var zip: ZipWriter
    private var categories: Categories
    private var names = ImageNames()
    private let keyPoints: [String]?

    init(_ schema: ExportSchema, _ about: ExportAbout, oriented: Bool, carriesImages: Bool) {
        self.schema = schema
        self.about = about
        self.oriented = oriented
        self.carriesImages = carriesImages
        zip = ZipWriter(moment: about.moment)
        let hasPoints = schema.controls.contains { $0.type.lowercased() == "keypointlabels" }
        keyPoints = hasPoints ? schema.keyPointOrder : nil
        categories = hasPoints ? .ofBoxes(schema) : Categories(schema)
    }

    mutating func begin(into out: inout [UInt8]) {
        zip.addFolder("images", into: &out)
        zip.addFolder("labels", into: &out)
    }

    mutating func write(_ task: ExportedTask, into out: inout [UInt8]) throws {
        guard let key = schema.dataKeys.first else { throw ExportError(reason: .noDataKey) }
        for (index, item) in try ExportItem.items(of: task, schema: schema).enumerated() {
            let url = item.imageURL(key)
            let (name, isNew) = names.name(of: url, task: task.id)
            let bytes = url.flatMap { task.media[$0] }
            if isNew, let bytes, carriesImages { zip.add("images/" + name, bytes, into: &out) }
            // Labels without their image are of no use to training.
            if carriesImages && bytes == nil { continue }
            let suffix = index == 0 ? "" : "-annotation-\(item.annotation?.id ?? index)"
            let lines = keyPoints.map { skeletons(item, $0) } ?? shapes(item)
            let text = lines.map { $0 + "\n" }.joined()
            let file = zip.unused("labels/" + ArchiveName.stem(name) + suffix + ".txt")
            zip.add(file, Array(text.utf8), into: &out)
        }
    }

    mutating func end(into out: inout [UInt8]) {
        let classes = categories.list.map { $0.name + "\n" }.joined()
        zip.add("classes.txt", Array(classes.utf8), into: &out)
        var notes = JSONWriter()
        notes.object { writer in
            writer.member(
                "categories",
                array: { writer in
                    for category in categories.list {
                        writer.object { writer in
                            writer.member("id", category.id)
                            writer.member("name", category.name)
                            if let points = category.keyPoints {
                                writer.member("keypoints", .array(points.map { .string($0) }))
                            }
                        }
                    }
                })
            writer.member(
                "info",
                object: { writer in
                    writer.member("year", Int(ISOTime.text(about.moment).prefix(4)) ?? 0)
                    writer.member("version", "1.0")
                    writer.member("contributor", about.contributor)
                })
        }
        zip.add("notes.json", notes.bytes, into: &out)
        zip.finish(into: &out)
    }

    /// Boxes and polygons, one line for each label of a region.
    private mutating func shapes(_ item: ExportItem) -> [String] {
        var lines: [String] = []
        for region in item.regions {
            for kind in ["rectanglelabels", "polygonlabels", "labels"] {
                for label in region.texts(kind) ?? [] {
                    let category = categories.id(of: label)
                    guard let numbers = numbers(region, isPolygon: kind == "polygonlabels") else { continue }
                    lines.append(([String(category)] + numbers.map(\.description)).joined(separator: " "))
                }
            }
        }
        return lines
    }

    private func numbers(_ region: ExportItem.Region, isPolygon: Bool) -> [Double]? {
        if isPolygon {
            let points = region.points
            return points.isEmpty ? nil : points.flatMap { [$0.x / 100, $0.y / 100] }
        }
        guard let box = RotatedBox(region) else { return nil }
        if oriented {
            guard let size = region.size, region.value["rotation"] != nil else { return nil }
            return box.corners(size).flatMap { [$0.x / size.width, $0.y / size.height] }
        }
        return upright(box, region)
    }

    /// Centre, width and height as shares of the image.
    private func upright(_ box: RotatedBox, _ region: ExportItem.Region) -> [Double] {
        let size = region.size ?? (100, 100)
        let hull = box.hull(size)
        return [
            (hull.x + hull.width / 2) / size.width, (hull.y + hull.height / 2) / size.height,
            hull.width / size.width, hull.height / size.height,
        ]
    }

    /// Boxes with the key points that name them as parent, each as x, y and 2 for visible or 0 for missing.
    private func skeletons(_ item: ExportItem, _ order: [String]) -> [String] {
        var lines: [String] = []
        for region in item.regions where region.type == "rectanglelabels" {
            guard let label = region.texts("rectanglelabels")?.first, let category = categories.known(label),
                let box = RotatedBox(region)
            else { continue }
            var parts = [String(category)]
            parts += upright(box, region).map(\.description)
            let points = item.regions.filter {
                $0.type == "keypointlabels" && $0.parentID != nil && $0.parentID == region.id
            }
            for name in order {
                let point = points.last { $0.texts("keypointlabels")?.first == name }
                if let x = point?.number("x"), let y = point?.number("y") {
                    parts += [(x / 100).description, (y / 100).description, "2"]
                } else {
                    parts += ["0.0", "0.0", "0"]
                }
            }
            lines.append(parts.joined(separator: " "))
        }
        return lines
    }
}
