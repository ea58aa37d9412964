import JSON
import LabelConfig

/// Writes segments as COCO masks: each painted slice is an image, each segment on it an annotation with its compressed runs.
struct COCOMaskWriter: ExportWriter {
    private let schema: ExportSchema
    private let about: ExportAbout
    private var zip: ZipWriter
    private var notes = ImagingNotes()
    private var images = JSONWriter()
    private var imageIDs: [String: Int] = [:]
    private var annotationCount = 0
    private var categories: [Int: String] = [:]

    init(_ schema: ExportSchema, _ about: ExportAbout) {
        self.schema = schema
        self.about = about
        zip = ZipWriter(moment: about.moment)
    }

    mutating func begin(into out: inout [UInt8]) {
        zip.begin("result.json", into: &out)
        images.beginArray()
        zip.append(Array("{\"annotations\":[".utf8), into: &out)
    }

    mutating func write(_ task: ExportedTask, into out: inout [UInt8]) throws {
        for work in try ImagedWork.of(task, schema: schema) {
            guard let volume = try SegmentVolume(work) else { continue }
            for layer in volume.layers.indices {
                let entries = volume.entries.filter { $0.layer == layer && $0.extent != nil }
                for plane in volume.planes(of: layer) where !plane.isEmpty {
                    for entry in entries { write(entry, plane, work, volume, into: &out) }
                }
            }
            for entry in volume.entries where entry.extent == nil {
                let status = entry.segment.status?.rawValue ?? "nothing painted"
                notes.add(work, "\(entry.segment.name): \(status)")
            }
        }
    }

    mutating func end(into out: inout [UInt8]) {
        images.endArray()
        zip.append(Array("],\"images\":".utf8), into: &out)
        zip.append(images.bytes, into: &out)
        var writer = JSONWriter()
        writer.array { writer in
            for (id, name) in categories.sorted(by: { $0.key < $1.key }) {
                writer.object { writer in
                    writer.member("id", id)
                    writer.member("name", name)
                }
            }
        }
        let info: JSONValue = [
            "version": "1.0", "contributor": .string(about.contributor),
            "date_created": .string(ISOTime.text(about.moment)),
        ]
        zip.append(Array(",\"categories\":".utf8) + writer.bytes, into: &out)
        zip.append(Array(",\"info\":".utf8) + info.bytes + Array("}".utf8), into: &out)
        zip.endFile(into: &out)
        notes.write(into: &zip, &out)
        zip.finish(into: &out)
    }

    private mutating func write(
        _ entry: SegmentVolume.Entry, _ plane: MaskPlanes.Plane, _ work: ImagedWork, _ volume: SegmentVolume,
        into out: inout [UInt8]
    ) {
        guard let extent = entry.extent, (extent.low[2]...extent.high[2]).contains(plane.slice) else { return }
        let places = extent.low[1] * volume.columns..<(extent.high[1] + 1) * volume.columns
        guard let box = Self.box(plane.labels, entry.value, width: volume.columns, within: places) else { return }
        let counts = COCORunLength.counts(
            plane.labels, value: entry.value, width: volume.columns, height: volume.rows,
            within: extent.low[0]...extent.high[0])
        let image = image(of: plane.slice, work, volume)
        categories[entry.segment.classNumber] = entry.segment.label.value
        var writer = JSONWriter(capacity: 1024)
        writer.object { writer in
            writer.member("id", annotationCount)
            writer.member("image_id", image)
            writer.member("category_id", entry.segment.classNumber)
            writer.member(
                "segmentation",
                object: { writer in
                    writer.member("size", .array([JSONValue(volume.rows), JSONValue(volume.columns)]))
                    writer.member("counts", COCORunLength.text(counts))
                })
            writer.member("area", box.count)
            writer.member("bbox", .array([box.x, box.y, box.width, box.height].map { JSONValue($0) }))
            writer.member("iscrowd", 0)
            writer.member(
                "attributes",
                object: { writer in
                    writer.member("task", work.task.id)
                    writer.member("annotation", work.annotation.id)
                    writer.member("segment", entry.segment.name)
                    writer.member("region", entry.segment.region)
                })
        }
        zip.append(Array((annotationCount == 0 ? "" : ",\n").utf8) + writer.bytes, into: &out)
        annotationCount += 1
    }

    private mutating func image(of slice: Int, _ work: ImagedWork, _ volume: SegmentVolume) -> Int {
        let key = "\(work.series.uid)/\(slice)"
        if let known = imageIDs[key] { return known }
        let id = imageIDs.count
        imageIDs[key] = id
        images.object { writer in
            writer.member("id", id)
            writer.member("width", volume.columns)
            writer.member("height", volume.rows)
            writer.member("file_name", work.series.picture(of: slice))
            writer.member("series", work.series.uid)
            writer.member("slice", slice)
            if work.series.frames.indices.contains(slice) {
                writer.member("sop", work.series.frames[slice].sop)
                writer.member("frame", work.series.frames[slice].number)
            }
        }
        return id
    }

    private static func box(_ labels: [UInt8], _ value: UInt8, width: Int, within places: Range<Int>) -> (
        x: Int, y: Int, width: Int, height: Int, count: Int
    )? {
        var (left, top, right, bottom, count) = (Int.max, Int.max, -1, -1, 0)
        for index in places where labels[index] == value {
            let (x, y) = (index % width, index / width)
            (left, right) = (min(left, x), max(right, x))
            (top, bottom) = (min(top, y), max(bottom, y))
            count += 1
        }
        return count == 0 ? nil : (left, top, right - left + 1, bottom - top + 1, count)
    }
}
