import JSON
import LabelConfig

/// One shape drawn on an image of the field: where it is, and what was measured of it.
struct ImagedFigure {
    var region: String
    var label: ExportSchema.Label?
    var control: String
    /// What it is in patient space; nil for a shape of Label Studio that says nothing more.
    var kind: MeasureKind?
    /// Millimetres, towards left, posterior and superior; empty where the figure has none.
    var points: [[Double]]
    /// The frame it was drawn on, as an index of the series.
    var frame: Int?
    var sop: String?
    /// Counted from one within its instance.
    var frameNumber: Int?
    var frameOfReference: String?
    var value: Double?
    var unit: String?
    var short: Double?
    var area: Double?
    var statistics: [String: Double] = [:]
    var statisticsUnit: String?
    /// Label Studio's shape: percent of the frame.
    var shape: JSONObject
    var type: String
    var slide: JSONValue?
    var slideArea: Double?
    var slideLength: Double?
    var note: String?

    init?(_ item: JSONValue, label: ExportSchema.Label?, control: String) {
        guard let shape = item["value"]?.object, let type = item["type"]?.string else { return nil }
        let med = item["meta"]?["med"] ?? .null
        region = item["id"]?.string ?? ""
        self.label = label
        self.control = control
        self.shape = shape
        self.type = type
        kind = med["kind"]?.string.flatMap(MeasureKind.init)
        points = (med["points"]?.array ?? []).compactMap { point in
            let axes = point.array?.compactMap(\.double) ?? []
            return axes.count == 3 ? axes : nil
        }
        frame = item["item_index"]?.integer
        sop = med["sop"]?.string
        frameNumber = med["frame"]?.integer
        frameOfReference = med["for"]?.string
        value = med["value"]?.double
        unit = med["unit"]?.string
        short = med["short"]?.double
        area = med["area"]?.double
        for key in ["mean", "sd", "min", "max", "n"] { if let number = med[key]?.double { statistics[key] = number } }
        statisticsUnit = med["stats_unit"]?.string
        slide = med["level0"]
        slideArea = med["area_um2"]?.double
        slideLength = med["length_um"]?.double
        note =
            item["meta"]?["text"]?.array?.compactMap(\.string).joined(separator: " ") ?? item["meta"]?["text"]?.string
        guard kind != nil || slide != nil || Self.isShape(shape) else { return nil }
    }

    private static func isShape(_ value: JSONObject) -> Bool {
        ["points", "x", "vertices"].contains { value[$0] != nil }
    }
}
