import JSON
import LabelConfig

/// The JSON beside a label map: what each value stands for, and every structure of which nothing is painted.
enum SegmentSidecar {
    static func json(_ work: ImagedWork, _ volume: SegmentVolume) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("task", work.task.id)
            writer.member("annotation", work.annotation.id)
            writer.member("series", work.series.uid)
            writer.member("modality", work.series.modality)
            writer.member("columns", volume.columns)
            writer.member("rows", volume.rows)
            writer.member("slices", volume.slices)
            if let geometry = work.series.geometry {
                writer.member("spacing", .array(geometry.spacing.map { JSONValue($0) }))
                writer.member("regular", geometry.isRegular)
                if !geometry.isRegular {
                    writer.member("positions", .array(geometry.positions.map { JSONValue($0) }))
                }
            }
            writer.member("layers", volume.layers.count)
            writer.member(
                "labels",
                array: { writer in
                    for entry in volume.entries { writer.object { write(entry, work, &$0) } }
                })
        }
        return writer.bytes
    }

    private static func write(_ entry: SegmentVolume.Entry, _ work: ImagedWork, _ writer: inout JSONWriter) {
        writer.member("value", Int(entry.value))
        writer.member("layer", entry.layer)
        writer.member("name", entry.segment.name)
        writer.member("label", entry.segment.label.value)
        writer.member("status", (entry.segment.status ?? (entry.extent == nil ? nil : .present))?.rawValue)
        writer.member("region", entry.segment.region)
        writer.member("voxels", entry.extent?.voxels ?? 0)
        if let millilitres = SegmentMeasure.volume(entry, work.series) { writer.member("volume_ml", millilitres) }
        if let concept = entry.segment.label.concept {
            writer.member(
                "code",
                object: { writer in
                    writer.member("system", concept.system)
                    writer.member("code", concept.code)
                    writer.member("display", concept.display)
                })
        }
    }
}

/// Sizes of segments in the patient.
enum SegmentMeasure {
    /// Millilitres, counted from the voxels; each slice as thick as the spacing.
    static func volume(_ entry: SegmentVolume.Entry, _ series: ImagingSeries) -> Double? {
        guard let spacing = series.geometry?.spacing, spacing.count == 3 else { return nil }
        return Double(entry.extent?.voxels ?? 0) * spacing[0] * spacing[1] * spacing[2] / 1000
    }
}
