import JSON
import LabelConfig

/// One measurement or segment, as a line of a table.
struct MeasurementRow {
    static let columns = [
        "task", "annotation", "annotator", "created_at", "series", "modality", "control", "label", "code_system",
        "code",
        "region", "kind", "sop", "frame", "value", "unit", "short_axis", "area", "mean", "sd", "min", "max", "n",
        "stats_unit", "status", "voxels", "volume_ml", "first_slice", "last_slice", "points",
    ]

    private(set) var cells: [String: JSONValue] = [:]

    private init(_ work: ImagedWork, _ region: String, control: String, label: ExportSchema.Label?) {
        cells["task"] = JSONValue(work.task.id)
        cells["annotation"] = JSONValue(work.annotation.id)
        cells["annotator"] = work.annotation.completedBy.map { JSONValue($0) }
        cells["created_at"] = .string(ISOTime.text(work.annotation.createdAt))
        cells["series"] = .string(work.series.uid)
        cells["modality"] = .string(work.series.modality)
        cells["control"] = .string(control)
        cells["label"] = label.map { .string($0.value) }
        cells["code_system"] = label?.concept.map { .string($0.system) }
        cells["code"] = label?.concept.map { .string($0.code) }
        cells["region"] = .string(region)
    }

    init(_ figure: ImagedFigure, _ work: ImagedWork) {
        self.init(work, figure.region, control: figure.control, label: figure.label)
        cells["kind"] = .string(figure.kind?.rawValue ?? figure.type)
        let frame = FrameFinder.frame(of: figure, in: work.series)?.frame
        cells["sop"] = (figure.sop ?? frame?.sop).map { .string($0) }
        cells["frame"] = (figure.frameNumber ?? frame?.number).map { JSONValue($0) }
        cells["value"] = (figure.value ?? figure.slideArea ?? figure.slideLength).map { JSONValue($0) }
        cells["unit"] = figure.unit.map { .string($0) }
        if figure.value == nil, figure.slideArea != nil { cells["unit"] = "um2" }
        if figure.value == nil, figure.slideArea == nil, figure.slideLength != nil { cells["unit"] = "um" }
        cells["short_axis"] = figure.short.map { JSONValue($0) }
        cells["area"] = figure.area.map { JSONValue($0) }
        for (key, value) in figure.statistics { cells[key] = JSONValue(value) }
        cells["stats_unit"] = figure.statisticsUnit.map { .string($0) }
        if !figure.points.isEmpty {
            cells["points"] = .array(figure.points.map { .array($0.map { JSONValue($0) }) })
        }
    }

    init(_ entry: SegmentVolume.Entry, _ work: ImagedWork) {
        self.init(work, entry.segment.region, control: entry.segment.control, label: entry.segment.label)
        cells["kind"] = "segment"
        cells["status"] = (entry.segment.status ?? (entry.extent == nil ? nil : .present)).map { .string($0.rawValue) }
        cells["voxels"] = JSONValue(entry.extent?.voxels ?? 0)
        cells["volume_ml"] = (SegmentMeasure.volume(entry, work.series) ?? entry.segment.volume).map { JSONValue($0) }
        cells["first_slice"] = entry.extent.map { JSONValue($0.low[2]) }
        cells["last_slice"] = entry.extent.map { JSONValue($0.high[2]) }
    }

    /// All rows of a task: its figures and segments, series by series.
    static func rows(of task: ExportedTask, schema: ExportSchema) throws -> [MeasurementRow] {
        try ImagedWork.of(task, schema: schema).flatMap { work in
            let entries = try SegmentVolume(work)?.entries ?? []
            return work.figures.map { MeasurementRow($0, work) } + entries.map { MeasurementRow($0, work) }
        }
    }
}
