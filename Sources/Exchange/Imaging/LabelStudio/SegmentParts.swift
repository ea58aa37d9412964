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
        let parts = parts(of: items, imaging)
        guard !parts.isEmpty else { return result }
        var writer = JSONWriter(capacity: result.utf8.count * 4)
        writer.array { writer in
            for (index, item) in items.enumerated() {
                for part in parts[index] ?? [item] { writer.value(part) }
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

    /// A segment among the results: which, and what it is painted with.
    private struct Painted {
        var index: Int
        var object: JSONObject
        var number: UInt8
        var extent: MaskExtent
    }

    private struct Layer: Hashable {
        var mask: MaskReference
        var layer: Int
    }

    /// The parts of every painted segment, by the index of its result. Each layer is unpacked once.
    private static func parts(of items: [JSONValue], _ imaging: ExportedImaging) -> [Int: [JSONValue]] {
        var found: [Layer: [Painted]] = [:]
        var extents: [Layer: [UInt8: MaskExtent]] = [:]
        for (index, item) in items.enumerated() {
            guard let med = item["meta"]?["med"], med["kind"]?.string == "segment", med["part"] == nil,
                let mask = MaskReference(med), let layers = imaging.masks[mask], let object = item.object,
                let number = med["segment"]?.integer.flatMap(UInt8.init(exactly:)), number > 0,
                item["value"]?["rle"]?.array?.isEmpty ?? true
            else { continue }
            let layer = Layer(mask: mask, layer: med["layer"]?.integer ?? 0)
            if extents[layer] == nil { extents[layer] = layers.extents(of: layer.layer) }
            guard let extent = extents[layer]?[number] else { continue }
            found[layer, default: []].append(
                Painted(index: index, object: object, number: number, extent: extent))
        }
        var parts: [Int: [JSONValue]] = [:]
        for (layer, painted) in found {
            guard let layers = imaging.masks[layer.mask] else { continue }
            for plane in layers.planes(of: layer.layer) where !plane.isEmpty {
                for each in painted where (each.extent.low[2]...each.extent.high[2]).contains(plane.slice) {
                    let places = each.extent.low[1] * layers.columns..<(each.extent.high[1] + 1) * layers.columns
                    guard plane.labels[places].contains(each.number) else { continue }
                    let isFirst = parts[each.index] == nil
                    parts[each.index, default: []].append(part(each, plane, layers, isFirst: isFirst))
                }
            }
        }
        return parts
    }

    private static func part(
        _ painted: Painted, _ plane: MaskPlanes.Plane, _ layers: MaskLayers, isFirst: Bool
    ) -> JSONValue {
        var part = painted.object
        part["item_index"] = JSONValue(plane.slice)
        part["original_width"] = JSONValue(layers.columns)
        part["original_height"] = JSONValue(layers.rows)
        var value = part["value"]?.object ?? JSONObject()
        value["format"] = "rle"
        value["rle"] = .array(
            BrushStreamWriter.bytes(plane.labels, value: painted.number).map { JSONValue(Int($0)) })
        part["value"] = .object(value)
        if !isFirst {
            let id = part["id"]?.string ?? ""
            part["id"] = .string("\(id)-\(plane.slice)")
            part["meta"] = ["med": ["kind": "segment", "part": .string(id)]]
        }
        return .object(part)
    }
}
