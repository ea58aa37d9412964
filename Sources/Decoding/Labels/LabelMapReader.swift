package import Imaging

/// Reads a NIfTI or NRRD volume as a label map: every value but zero is a segment.
package enum LabelMapReader {
    /// More values are no labels but grey values.
    private static let valueLimit = 4096

    /// The labels; nil where the volume is a picture: its numbers have fractions or colours, or there are too many of them.
    package static func read(_ volume: VoxelVolume) -> LabelFile? {
        guard !volume.type.isFloat || volume.description.volumes == 1, volume.type.samples == 1 else { return nil }
        let about = volume.description
        var labels = LabelFile(kind: .labelMap)
        let grid = lattice(about)
        labels.grid = grid
        var planes: [Key: [LabelPlane]] = [:]
        for frame in 0..<volume.frames {
            let (layer, slice) = (frame / about.slices, frame % about.slices)
            guard let runs = runs(volume, frame) else { return nil }
            for (value, runs) in runs {
                var plane = LabelPlane(columns: about.columns, rows: about.rows, runs: runs)
                plane.position = (0..<3).map { grid.origin[$0] + about.stepZ[$0] * Double(slice) }
                planes[Key(layer: layer, value: value), default: []].append(plane)
            }
            guard planes.count <= valueLimit else { return nil }
        }
        labels.segments = segments(volume, planes)
        if about.source.isEmpty || about.source == "pixdim" {
            labels.problems.append("the file does not say where in the patient it lies")
        }
        return labels
    }

    private struct Key: Hashable {
        var layer: Int
        var value: Int
    }

    private static func lattice(_ about: VolumeDescription) -> LabelGrid {
        func length(_ step: SIMD3<Double>) -> Double {
            let squared = (step * step).sum().squareRoot()
            return squared > 0 && squared.isFinite ? squared : 1
        }
        func list(_ vector: SIMD3<Double>) -> [Double] { [vector.x, vector.y, vector.z] }
        let steps = [about.stepX, about.stepY, about.stepZ]
        let axes = steps.map { list($0 / length($0)) }
        return LabelGrid(
            columns: about.columns, rows: about.rows, slices: about.slices, origin: list(about.origin), row: axes[0],
            column: axes[1], normal: axes[2], spacing: steps.map(length))
    }

    /// The runs of each value of a frame; nil where a number is no label.
    private static func runs(_ volume: VoxelVolume, _ frame: Int) -> [Int: [UInt32]]? {
        var runs: [Int: [UInt32]] = [:]
        var (start, index, last) = (0, 0, 0)
        var isMap = true
        func close() {
            guard last != 0, index > start else { return }
            runs[last, default: []] += [UInt32(start), UInt32(index - start)]
        }
        volume.forEachNumber(in: frame) { number in
            guard isMap else { return }
            let scaled = number * volume.slope + volume.intercept
            guard let value = Int(exactly: scaled), value >= 0, value <= 65535 else {
                isMap = false
                return
            }
            if value != last {
                close()
                (start, last) = (index, value)
                if runs.count > valueLimit { isMap = false }
            }
            index += 1
        }
        close()
        return isMap ? runs : nil
    }

    private static func segments(_ volume: VoxelVolume, _ planes: [Key: [LabelPlane]]) -> [LabelSegment] {
        var named: [Key: Int] = [:]
        var index = 0
        while let value = volume.pairs["Segment\(index)_LabelValue"]
            ?? (volume.pairs["Segment\(index)_ID"] == nil ? nil : "1")
        {
            if let value = Int(value.filter { $0 != " " }) {
                named[Key(layer: volume.pairs["Segment\(index)_Layer"].flatMap { Int($0) } ?? 0, value: value)] = index
            }
            index += 1
            guard index < valueLimit else { break }
        }
        let keys = Set(planes.keys).union(named.keys).sorted { ($0.layer, $0.value) < ($1.layer, $1.value) }
        let isLayered = Set(keys.map(\.layer)).count > 1
        return keys.enumerated().map { place, key in
            var segment = LabelSegment(number: isLayered ? place + 1 : key.value, label: "Label \(key.value)")
            if let index = named[key] {
                if let name = volume.pairs["Segment\(index)_Name"], !name.isEmpty { segment.label = name }
                let colour = (volume.pairs["Segment\(index)_Color"] ?? "").split(separator: " ").compactMap {
                    Double($0)
                }
                if colour.count == 3, colour.allSatisfy(\.isFinite) {
                    segment.colour = colour.map { Int(min(255, max(0, ($0 * 255).rounded()))) }
                }
                segment.type = terminology(volume.pairs["Segment\(index)_Tags"] ?? "")
            }
            segment.planes = planes[key] ?? []
            return segment
        }
    }

    /// The type of a Slicer terminology entry: context ~ category ~ type ~ …, each scheme ^ value ^ meaning.
    private static func terminology(_ tags: String) -> LabelCode? {
        for tag in tags.split(separator: "|") where tag.hasPrefix("TerminologyEntry:") {
            let parts = tag.dropFirst("TerminologyEntry:".count).split(separator: "~", omittingEmptySubsequences: false)
            guard parts.count > 2 else { continue }
            let code = parts[2].split(separator: "^", omittingEmptySubsequences: false).map(String.init)
            if code.count >= 3, !code[1].isEmpty { return LabelCode(code[1], code[0], code[2]) }
        }
        return nil
    }
}
