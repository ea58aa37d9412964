import Exchange
import JSON
import PixelEngine

/// The segments of one mask among results, as our exports unfold them for Label Studio: a brush region a slice.
struct UnfoldedMask {
    /// A segment: the result that has all of its `meta`, and the slices it is painted on.
    struct Segment {
        /// Of the result.
        let index: Int
        /// Of the other slices' results.
        var parts: [Int] = []
        /// Results with a brush stream: this one's and its parts'.
        var slices: [JSONValue] = []
    }

    /// Where a segment is in the new mask.
    struct Place {
        let layer: Int
        let number: Int
        let runs: [Range<Int>]
    }

    struct Painted {
        let state: [UInt32]
        let hash: String
        let places: [Place]
    }

    /// The UID of the series it lies on, where it says so.
    let series: String?
    let object: String
    private(set) var segments: [Segment] = []

    /// The masks by their names, in the order of their first segment.
    static func all(in items: [JSONValue]) -> [UnfoldedMask] {
        var order: [String] = []
        var masks: [String: UnfoldedMask] = [:]
        var heads: [String: (mask: String, place: Int)] = [:]
        for (index, item) in items.enumerated() {
            guard let med = item["meta"]?["med"], med["kind"]?.string == "segment", med["part"] == nil,
                let mask = med["mask"]?.string?.lowercased(), !mask.isEmpty,
                let id = item["id"]?.string, let object = item["to_name"]?.string
            else { continue }
            let known = masks[mask]
            if known == nil { order.append(mask) }
            var own = known ?? UnfoldedMask(series: med["series"]?.string, object: object)
            heads[id] = (mask, own.segments.count)
            own.segments.append(Segment(index: index, slices: item.hasBrushStream ? [item] : []))
            masks[mask] = own
        }
        for (index, item) in items.enumerated() {
            guard let part = item["meta"]?["med"]?["part"]?.string, let head = heads[part] else { continue }
            masks[head.mask]?.segments[head.place].parts.append(index)
            if item.hasBrushStream { masks[head.mask]?.segments[head.place].slices.append(item) }
        }
        return order.compactMap { masks[$0] }
    }

    /// The labels, painted anew; nil where a slice is none of the lattice or cannot be read.
    func painted(on grid: Grid) -> Painted? {
        guard segments.count <= 255, let editor = MaskEditor(grid: grid) else { return nil }
        var layers = LayerPlan()
        var places: [Place] = []
        for (index, segment) in segments.enumerated() {
            var runs: [Range<Int>] = []
            let slices = segment.slices.sorted { $0.slice < $1.slice }
            for slice in slices {
                guard let more = Self.runs(of: slice, grid) else { return nil }
                if let last = runs.last, let first = more.first, first.lowerBound < last.upperBound { return nil }
                runs += more
            }
            guard !runs.isEmpty else {
                places.append(Place(layer: 0, number: index + 1, runs: []))
                continue
            }
            guard let layer = try? layers.place(runs) else { return nil }
            let record = LabelPainting.record(runs, layer: layer, segment: index + 1)
            guard editor.apply(record).failure == nil else { return nil }
            places.append(Place(layer: layer, number: index + 1, runs: runs))
        }
        return Painted(state: editor.state(), hash: MaskLog.text(editor.hash), places: places)
    }

    private static func runs(of item: JSONValue, _ grid: Grid) -> [Range<Int>]? {
        let slice = item.slice
        guard (0..<grid.slices).contains(slice), item["original_width"]?.integer == grid.columns,
            item["original_height"]?.integer == grid.rows, let list = item["value"]?["rle"]?.array,
            let stream = try? BrushMask.bytes(of: list),
            let mask = try? BrushMask(decoding: stream, width: grid.columns, height: grid.rows)
        else { return nil }
        let base = slice * grid.columns * grid.rows
        var runs: [Range<Int>] = []
        var start: Int?
        for (place, alpha) in mask.alpha.enumerated() {
            if alpha >= 128 {
                if start == nil { start = place }
            } else if let from = start {
                runs.append(base + from..<base + place)
                start = nil
            }
        }
        if let start { runs.append(base + start..<base + mask.alpha.count) }
        return runs
    }
}

extension UnfoldedMask.Segment {
    /// The result without its slice, naming the new mask.
    func folded(
        _ item: JSONValue, into mask: String, _ hash: String, _ place: UnfoldedMask.Place, _ grid: Grid
    ) -> JSONValue {
        guard let whole = SegmentParts.folded([item]).first, var object = whole.object,
            var meta = object["meta"]?.object, var med = meta["med"]?.object
        else { return item }
        med["mask"] = .string(mask)
        med["layer"] = JSONValue(place.layer)
        med["segment"] = JSONValue(place.number)
        med["operations"] = 0
        med["hash"] = .string(hash)
        if let first = place.runs.first, let last = place.runs.last {
            let area = grid.columns * grid.rows
            let voxels = place.runs.reduce(0) { $0 + $1.count }
            if med["voxels"]?.integer != voxels {
                // Somebody went on with it elsewhere: what was counted there is not true any more.
                let volume = Double(voxels) * grid.spacingX * grid.spacingY * grid.spacingZ / 1000
                med["volume_ml"] = JSONValue((volume * 1000).rounded() / 1000)
                med["extent"] = [JSONValue(first.lowerBound / area), JSONValue((last.upperBound - 1) / area)]
            }
            med["voxels"] = JSONValue(voxels)
        }
        meta["med"] = .object(med)
        object["meta"] = .object(meta)
        return .object(object)
    }
}

extension JSONValue {
    /// The slice that a result lies on.
    fileprivate var slice: Int { self["item_index"]?.integer ?? 0 }

    fileprivate var hasBrushStream: Bool { self["value"]?["rle"]?.array?.isEmpty == false }
}
