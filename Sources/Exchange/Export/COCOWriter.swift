import Imaging
import JSON

/// Writes a COCO data set: boxes, polygons and key points in pixels, in `result.json` of an archive.
///
/// The annotations are streamed and stand first; the images and classes, which are few, are kept until the end.
struct COCOWriter: ExportWriter {
    private let schema: ExportSchema
    private let about: ExportAbout
    private var zip: ZipWriter
    private var categories: Categories
    private var names = ImageNames()
    private var images = JSONWriter()
    private var imageCount = 0
    private var annotationCount = 0
    /// `result.json` so far, where the archive carries images: only one of its files can be written at a time.
    private var text: [UInt8] = []
    private let carriesImages: Bool

    init(_ schema: ExportSchema, _ about: ExportAbout, carriesImages: Bool) {
        self.schema = schema
        self.about = about
        self.carriesImages = carriesImages
        zip = ZipWriter(moment: about.moment)
        categories = Categories(schema)
        categories.mergeKeyPoints(schema)
    }

    mutating func begin(into out: inout [UInt8]) {
        zip.addFolder("images", into: &out)
        images.beginArray()
        if !carriesImages { zip.begin("result.json", into: &out) }
        put("{\"annotations\":[", into: &out)
    }

    mutating func write(_ task: ExportedTask, into out: inout [UInt8]) throws {
        guard let key = schema.dataKeys.first else { throw ExportError(reason: .noDataKey) }
        for item in try ExportItem.items(of: task, schema: schema) {
            let url = item.imageURL(key)
            let (name, isNew) = names.name(of: url, task: task.id)
            let bytes = url.flatMap { task.media[$0] }
            if isNew, carriesImages, let bytes { zip.add("images/" + name, bytes, into: &out) }
            try write(item, name: name, size: bytes.flatMap { try? RasterHeader(reading: $0) }, into: &out)
        }
    }

    mutating func end(into out: inout [UInt8]) {
        put("],\"images\":", into: &out)
        images.endArray()
        put(images.text, into: &out)
        var writer = JSONWriter()
        writer.array { writer in
            for category in categories.list {
                writer.object { writer in
                    writer.member("id", category.id)
                    writer.member("name", category.name)
                    guard let points = category.keyPoints else { return }
                    writer.member("supercategory", category.name)
                    writer.member("keypoints", .array(points.map { .string($0) }))
                    writer.member("skeleton", .array([]))
                }
            }
        }
        put(",\"categories\":" + writer.text, into: &out)
        let date = ISOTime.text(about.moment)
        var info = JSONWriter()
        info.object { writer in
            writer.member("year", Int(date.prefix(4)) ?? 0)
            writer.member("version", "1.0")
            writer.member("description", "")
            writer.member("contributor", about.contributor)
            writer.member("url", "")
            writer.member("date_created", date)
        }
        put(",\"info\":" + info.text + "}", into: &out)
        if carriesImages { zip.add("result.json", text, into: &out) } else { zip.endFile(into: &out) }
        zip.finish(into: &out)
    }

    private mutating func write(
        _ item: ExportItem, name: String, size: RasterHeader?, into out: inout [UInt8]
    ) throws {
        let image = imageCount
        var size = size.map { (width: Double($0.width), height: Double($0.height)) }
        var isListed = false
        func list(_ images: inout JSONWriter, _ count: inout Int) {
            guard !isListed else { return }
            isListed = true
            count += 1
            images.object { writer in
                writer.member("width", size.map { Int(clamping: $0.width) })
                writer.member("height", size.map { Int(clamping: $0.height) })
                writer.member("id", image)
                writer.member("file_name", "images/" + name)
            }
        }
        if size != nil || item.outputs.isEmpty { list(&images, &imageCount) }
        var points: [ExportItem.Region] = []
        for region in item.regions {
            guard let label = region.label(["rectanglelabels", "polygonlabels", "keypointlabels", "labels"]) else {
                continue
            }
            guard let own = region.size ?? size else { continue }
            size = size ?? own
            list(&images, &imageCount)
            if label.kind == "keypointlabels" {
                points.append(region)
            } else if let shape = COCOShape(region, kind: label.kind, own: own, image: size ?? own) {
                let category = categories.id(of: label.name)
                put(object: { writer in shape.write(image: image, category: category, &writer) }, into: &out)
            }
        }
        if !points.isEmpty { try writeSkeleton(points, item, image: image, into: &out) }
    }

    /// All key points of an annotation as one skeleton: x, y and 2 for “labelled and visible”, 0 for those missing.
    private mutating func writeSkeleton(
        _ points: [ExportItem.Region], _ item: ExportItem, image: Int, into out: inout [UInt8]
    ) throws {
        let order = schema.keyPointOrder
        guard let first = order.first else {
            throw ExportError(task: item.task.id, annotation: item.annotation?.id, reason: .noKeyPointOrder)
        }
        var values = [Int](repeating: 0, count: order.count * 3)
        for point in points {
            guard let size = point.size, let x = point.number("x"), let y = point.number("y") else { continue }
            for label in point.texts("keypointlabels") ?? [] {
                guard let index = order.firstIndex(of: label) else { continue }
                values[index * 3] = Int(clamping: (x / 100 * size.width).rounded(.toNearestOrEven))
                values[index * 3 + 1] = Int(clamping: (y / 100 * size.height).rounded(.toNearestOrEven))
                values[index * 3 + 2] = 2
            }
        }
        let seen = order.indices.filter { values[$0 * 3 + 2] > 0 }
        let xs = seen.map { values[$0 * 3] }
        let ys = seen.map { values[$0 * 3 + 1] }
        let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
        let box = [left, top, (xs.max() ?? 0) - left, (ys.max() ?? 0) - top]
        let category = categories.known(first) ?? 0
        put(
            object: { writer in
                writer.member("image_id", image)
                writer.member("category_id", category)
                writer.member("keypoints", .array(values.map { .init($0) }))
                writer.member("num_keypoints", seen.count)
                writer.member("bbox", .array(box.map { .init($0) }))
                writer.member("iscrowd", 0)
            },
            into: &out
        )
    }

    private mutating func put(object body: (inout JSONWriter) -> Void, into out: inout [UInt8]) {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("id", annotationCount)
            body(&writer)
        }
        put((annotationCount == 0 ? "" : ",\n") + writer.text, into: &out)
        annotationCount += 1
    }

    private mutating func put(_ part: String, into out: inout [UInt8]) {
        if carriesImages { text.append(contentsOf: part.utf8) } else { zip.append(Array(part.utf8), into: &out) }
    }
}
