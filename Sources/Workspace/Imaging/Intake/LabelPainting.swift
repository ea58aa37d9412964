import Imaging
import JSON
import LabelConfig
import PixelEngine

/// Paints the segments of a label file on the lattice of a series.
struct LabelPainting {
    /// What is to be stored: records of a mask, and the result that names it.
    struct Work: Sendable {
        let grid: Grid
        /// The image object of the interface.
        let object: String
        /// One load a segment.
        let records: [[Int32]]
        /// The result without the mask's name.
        let result: JSONValue
        /// Who made the labels, as a model version.
        let source: String

        /// The hash of the labels, as the engine comes to it.
        func hash() throws -> String {
            guard let editor = MaskEditor(grid: grid) else { throw Refusal(.tooLarge, "its volume is too large") }
            for record in records {
                if let failure = editor.apply(record).failure {
                    throw Refusal(.failed, "its labels cannot be painted (\(failure))")
                }
            }
            return MaskLog.text(editor.hash)
        }

        func result(naming mask: String, operations: Int, hash: String) -> JSONValue {
            .array(
                (result.array ?? []).map { item in
                    guard var object = item.object, var meta = object["meta"]?.object, var med = meta["med"]?.object,
                        med["segment"] != nil
                    else { return item }
                    med["mask"] = .string(mask)
                    med["operations"] = JSONValue(operations)
                    med["hash"] = .string(hash)
                    meta["med"] = .object(med)
                    object["meta"] = .object(meta)
                    return .object(object)
                }
            )
        }
    }

    let config: LabelConfig?
    let labels: LabelFile

    /// Nil where the file has nothing to paint.
    func paint(on series: SeriesRecord, _ plan: SeriesPlan) throws -> Work? {
        guard let header = try? JSONValue(parsing: series.header), let grid = MaskGrid.grid(of: header) else {
            throw Refusal(.invalid, "nothing can be painted on the series it speaks of")
        }
        guard let (control, object) = maskControl() else {
            throw Refusal(.invalid, "this project's interface has no VolumeMask for its segments")
        }
        let lattice = SeriesLattice(header: header, grid: grid)
        var layers = LayerPlan()
        var records: [[Int32]] = []
        var items: [JSONValue] = []
        for segment in labels.segments {
            let runs = try SegmentRuns(segment, labels, lattice).runs
            guard !runs.isEmpty else {
                if let status = segment.statedAbsence {
                    items.append(absence(segment, status, control, object, series, grid))
                }
                continue
            }
            guard items.count < 255 else { throw Refusal(.tooLarge, "it has more than 255 segments") }
            let number = items.count + 1
            let layer = try layers.place(runs)
            records.append(Self.record(runs, layer: layer, segment: number))
            items.append(item(segment, runs, number, layer, control, object, series, grid))
        }
        guard !items.isEmpty else { return nil }
        return Work(grid: grid, object: object, records: records, result: .array(items), source: source)
    }

    /// The control that asks for segments, and the object it is about.
    private func maskControl() -> (ControlTag, String)? {
        let controls = config?.interface.controls ?? []
        guard let control = controls.first(where: { $0.medical == "mask" }), let object = control.targets.first else {
            return nil
        }
        return (control, object)
    }

    private var source: String {
        let names = labels.segments.compactMap(\.algorithmName).filter { !$0.isEmpty }
        return names.first ?? "imported \(labels.kind.rawValue)"
    }

    /// The word of the interface for a segment: its code's, or the one that reads the same; else the file's own.
    private func label(of segment: LabelSegment, in control: ControlTag) -> String {
        let options = control.list.options
        if let code = segment.type,
            let option = options.first(where: { $0.concept.map { $0.code == code.value } ?? false })
        {
            return option.value
        }
        let name = segment.label.lowercased()
        // One structure for one word: whatever it is called, it is what is asked for.
        let isOnly = options.count == 1 && labels.segments.count == 1
        return options.first { $0.value.lowercased() == name }?.value
            ?? (isOnly ? options[0].value : segment.label)
    }

    /// A structure that the file says is not there: there is nothing to paint.
    private func absence(
        _ segment: LabelSegment, _ status: String, _ control: ControlTag, _ object: String, _ series: SeriesRecord,
        _ grid: Grid
    ) -> JSONValue {
        let id = segment.trackingUID ?? "\(labels.sop ?? "label")-\(segment.number)"
        return [
            "id": .string(String(DerivedUID.make("segment", id + series.uid).suffix(10))),
            "from_name": .string(control.name), "to_name": .string(object), "type": "brushlabels",
            "original_width": JSONValue(grid.columns), "original_height": JSONValue(grid.rows), "image_rotation": 0,
            "value": ["format": "rle", "rle": [], "brushlabels": [.string(label(of: segment, in: control))]],
            "meta": ["med": ["kind": "segment", "series": .string(series.uid), "status": .string(status)]],
        ]
    }

    private func item(
        _ segment: LabelSegment, _ runs: [Range<Int>], _ number: Int, _ layer: Int, _ control: ControlTag,
        _ object: String, _ series: SeriesRecord, _ grid: Grid
    ) -> JSONValue {
        let voxels = runs.reduce(0) { $0 + $1.count }
        let area = grid.columns * grid.rows
        let millilitres = Double(voxels) * grid.spacingX * grid.spacingY * grid.spacingZ / 1000
        var med: JSONObject = JSONObject()
        med["kind"] = "segment"
        med["mask"] = ""
        med["layer"] = JSONValue(layer)
        med["segment"] = JSONValue(number)
        med["operations"] = 0
        med["hash"] = ""
        med["series"] = .string(series.uid)
        med["status"] = "present"
        med["voxels"] = JSONValue(voxels)
        med["volume_ml"] = JSONValue((millilitres * 1000).rounded() / 1000)
        med["extent"] = [
            JSONValue((runs.first?.lowerBound ?? 0) / area), JSONValue(((runs.last?.upperBound ?? 1) - 1) / area),
        ]
        if segment.algorithm != .manual { med["origin"] = ["model": 1] }
        if let code = segment.type {
            med["code"] = [
                "system": .string(code.scheme), "code": .string(code.value), "display": .string(code.meaning),
            ]
        }
        let id = segment.trackingUID ?? "\(labels.sop ?? "label")-\(segment.number)"
        return [
            "id": .string(String(DerivedUID.make("segment", id + series.uid).suffix(10))),
            "from_name": .string(control.name), "to_name": .string(object), "type": "brushlabels",
            "original_width": JSONValue(grid.columns), "original_height": JSONValue(grid.rows), "image_rotation": 0,
            "value": ["format": "rle", "rle": [], "brushlabels": [.string(label(of: segment, in: control))]],
            "meta": ["med": .object(med)],
        ]
    }

    /// A record that loads a segment: gaps as zeros, which leave what stands there.
    static func record(_ runs: [Range<Int>], layer: Int, segment: Int) -> [Int32] {
        var words: [Int32] = [
            MaskRecord.version, MaskKind.load.rawValue, Int32(layer), Int32(segment), 0,
            Int32(clamping: runs.first?.lowerBound ?? 0),
        ]
        func put(_ value: UInt8, _ length: Int) {
            var left = length
            while left > 0 {
                let part = min(left, Runs.longest)
                words.append(Int32(bitPattern: Runs.word(value, part)))
                left -= part
            }
        }
        var at = runs.first?.lowerBound ?? 0
        for run in runs {
            put(0, run.lowerBound - at)
            put(1, run.count)
            at = run.upperBound
        }
        return words
    }
}

/// Gives segments that overlap layers of their own.
struct LayerPlan {
    private var layers: [[Range<Int>]] = []

    mutating func place(_ runs: [Range<Int>]) throws -> Int {
        for index in layers.indices where !Self.overlap(layers[index], runs) {
            layers[index] = (layers[index] + runs).sorted { $0.lowerBound < $1.lowerBound }
            return index
        }
        guard layers.count < MaskRecord.maximumLayers else {
            throw Refusal(.tooLarge, "more than \(MaskRecord.maximumLayers) of its segments overlap")
        }
        layers.append(runs)
        return layers.count - 1
    }

    private static func overlap(_ left: [Range<Int>], _ right: [Range<Int>]) -> Bool {
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
            if left[i].overlaps(right[j]) { return true }
            if left[i].upperBound <= right[j].lowerBound { i += 1 } else { j += 1 }
        }
        return false
    }
}
