package import JSON

/// Segments as Label Studio shows them: a brush region a slice, in place of one result whose voxels are in a mask.
///
/// The first painted slice keeps the result's id and all of its `meta`; the others, which Label Studio needs to tell apart, have `id-slice` and say in
/// `meta.med.part` whose part they are. ``folded(_:)`` is the way back.
package enum SegmentParts {
    /// The results with every painted segment unfolded; as they were where there is none.
    static func unfolded(_ result: String, of task: ExportedTask) -> String {
        guard let imaging = task.imaging, !imaging.masks.isEmpty, result.contains("\"segment\""),
            let items = (try? JSONValue(parsing: result))?.array
        else { return result }
        var writer = JSONWriter(capacity: result.utf8.count * 4)
        writer.array { writer in
            for item in items {
                let parts = parts(of: item, imaging)
                if parts.isEmpty { writer.value(item) } else { for part in parts { writer.value(part) } }
            }
        }
        return writer.text
    }

    /// The results with the parts of segments taken back: for masks that this installation has, so that nothing is there twice.
    package static func folded(_ result: [JSONValue]) -> [JSONValue] {
        result.compactMap { item in
            guard let med = item["meta"]?["med"], med["kind"]?.string == "segment" else { return item }
            if med["part"] != nil { return nil }
            guard med["mask"] != nil, var object = item.object, var value = object["value"]?.object else { return item }
            value["rle"] = []
            object["value"] = .object(value)
            object["item_index"] = nil
            return .object(object)
        }
    }

    private static func parts(of item: JSONValue, _ imaging: ExportedImaging) -> [JSONValue] {
        guard let med = item["meta"]?["med"], med["kind"]?.string == "segment", med["part"] == nil,
            let mask = MaskReference(med), let layers = imaging.masks[mask], let object = item.object,
            let number = med["segment"]?.integer.flatMap(UInt8.init(exactly:)), number > 0,
            item["value"]?["rle"]?.array?.isEmpty ?? true
        else { return [] }
        let layer = med["layer"]?.integer ?? 0
        guard let extent = layers.extents(of: layer)[number] else { return [] }
        let id = item["id"]?.string ?? ""
        var parts: [JSONValue] = []
        for plane in layers.planes(of: layer) {
            guard plane.slice >= extent.low[2], plane.slice <= extent.high[2], plane.labels.contains(number) else {
                continue
            }
            var part = object
            part["item_index"] = JSONValue(plane.slice)
            part["original_width"] = JSONValue(layers.columns)
            part["original_height"] = JSONValue(layers.rows)
            var value = part["value"]?.object ?? JSONObject()
            value["format"] = "rle"
            value["rle"] = .array(BrushStreamWriter.bytes(plane.labels, value: number).map { JSONValue(Int($0)) })
            part["value"] = .object(value)
            if !parts.isEmpty {
                part["id"] = .string("\(id)-\(plane.slice)")
                part["meta"] = ["med": ["kind": "segment", "part": .string(id)]]
            }
            parts.append(.object(part))
        }
        return parts
    }
}
