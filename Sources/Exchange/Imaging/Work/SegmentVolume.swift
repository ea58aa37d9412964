/// The segments of one work that are painted on one grid, with a value for each in a label map.
struct SegmentVolume {
    struct Entry {
        var segment: ImagedSegment
        /// What stands for it in a label map; the class of its label where that is free.
        var value: UInt8
        /// Voxels and block; nil where nothing is painted.
        var extent: MaskExtent?
        /// Index of the layer it is painted in, among ``layers``.
        var layer: Int
    }

    /// A layer of the volume: that of a mask, and what its labels become.
    struct Layer {
        var masks: MaskLayers
        var index: Int
        var table: [UInt8]
    }

    let columns: Int
    let rows: Int
    let slices: Int
    private(set) var entries: [Entry] = []
    private(set) var layers: [Layer] = []

    /// Nil where the work has no segments. A mask on another grid than the series is an error.
    init?(_ work: ImagedWork) throws(ExportError) {
        guard !work.segments.isEmpty else { return nil }
        columns = work.series.columns
        rows = work.series.rows
        slices = work.series.slices
        var values = Set<UInt8>()
        var extents: [[UInt8: MaskExtent]] = []
        var sources: [(mask: MaskReference, layer: Int)] = []
        for segment in work.segments {
            guard let value = Self.free(for: segment.classNumber, among: values) else {
                throw ExportError(
                    task: work.task.id, annotation: work.annotation.id, reason: .tooManySegments)
            }
            values.insert(value)
            var entry = Entry(segment: segment, value: value, extent: nil, layer: 0)
            if let mask = segment.mask, let masks = work.masks[mask] {
                guard masks.columns == columns, masks.rows == rows, masks.slices == slices else {
                    throw ExportError(
                        task: work.task.id, annotation: work.annotation.id,
                        reason: .badMask("its grid is not that of the series"))
                }
                var place = sources.firstIndex { $0.mask == mask && $0.layer == segment.layer } ?? sources.count
                if place == sources.count {
                    sources.append((mask, segment.layer))
                    extents.append(masks.extents(of: segment.layer))
                    layers.append(Layer(masks: masks, index: segment.layer, table: [UInt8](repeating: 0, count: 256)))
                }
                entry.extent = segment.number == 0 ? nil : extents[place][segment.number]
                layers[place].table[Int(segment.number)] = segment.number == 0 ? 0 : value
                if entry.extent == nil { place = 0 }
                entry.layer = place
            } else if segment.mask != nil {
                throw ExportError(
                    task: work.task.id, annotation: work.annotation.id, reason: .badMask("it cannot be found"))
            }
            entries.append(entry)
        }
        if layers.isEmpty {
            let empty = MaskLayers(columns: columns, rows: rows, slices: slices, layers: [])
            layers = [Layer(masks: empty, index: 0, table: [UInt8](repeating: 0, count: 256))]
        }
    }

    /// The number of the class, or else the highest free one, so that classes that come later keep theirs.
    private static func free(for wanted: Int, among used: Set<UInt8>) -> UInt8? {
        if let value = UInt8(exactly: wanted), value > 0, !used.contains(value) { return value }
        return (1...255).reversed().map { UInt8($0) }.first { !used.contains($0) }
    }

    /// The slices of a layer in the values of the label map.
    func planes(of layer: Int) -> some Sequence<MaskPlanes.Plane> {
        let source = layers[layer]
        return source.masks.planes(of: source.index).lazy.map { plane in
            guard !plane.isEmpty else { return plane }
            var labels = plane.labels
            var isEmpty = true
            for index in labels.indices where labels[index] != 0 {
                labels[index] = source.table[Int(labels[index])]
                if labels[index] != 0 { isEmpty = false }
            }
            return MaskPlanes.Plane(slice: plane.slice, labels: labels, isEmpty: isEmpty)
        }
    }
}
