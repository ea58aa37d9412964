/// Slides: one file with all levels, or a DICOM instance a level.
enum SlideAssembly {
    static func assemble(_ indexes: [Int], of files: [InspectedFile]) -> AssembledSeries {
        // Pictures of the label and of the whole glass are not levels of the tissue.
        let volumes = indexes.filter { ["VOLUME", nil].contains(files[$0].slide?.role) }
        let tissue = volumes.isEmpty ? indexes : volumes + thumbnails(indexes, below: volumes, files)
        let sorted = tissue.sorted { width(files[$0]) > width(files[$1]) }
        guard let base = sorted.first, let slide = files[base].slide else {
            return AssembledSeries(indexes.first ?? 0, files[indexes.first ?? 0])
        }
        var series = AssembledSeries(base, files[base])
        var whole = SlideDescription(levels: [])
        whole.mpp = slide.mpp
        whole.objective = slide.objective
        whole.vendor = slide.vendor
        whole.associated = slide.associated
        let full = Double(width(files[base]))
        for index in sorted {
            for (number, level) in (files[index].slide?.levels ?? []).enumerated() {
                var level = level
                level.downsample = full / Double(level.width)
                level.file = index
                level.levelInFile = number
                // A second instance of the same size is another optical path or focal plane.
                if whole.levels.contains(where: { $0.width == level.width }) {
                    whole.hiddenPlanes += 1
                } else {
                    whole.levels.append(level)
                }
            }
            whole.hiddenPlanes += files[index].slide?.hiddenPlanes ?? 0
        }
        series.slide = whole
        series.planeSpacing = whole.mpp.map { PlaneSpacing(x: $0.x / 1000, y: $0.y / 1000) }
        series.spacingSource = whole.mpp == nil ? .none : .patient
        if whole.mpp == nil {
            series.problems.append(
                SeriesProblem(kind: .noSpacing, message: "the slide does not say how large a pixel is")
            )
        }
        if whole.hiddenPlanes > 0 {
            series.problems.append(
                SeriesProblem(
                    kind: .hiddenPlanes,
                    message: "\(whole.hiddenPlanes) further optical paths or focal planes are not shown"
                )
            )
        }
        return series
    }

    /// A thumbnail of the same tissue is the smallest level.
    private static func thumbnails(_ indexes: [Int], below volumes: [Int], _ files: [InspectedFile]) -> [Int] {
        let smallest = volumes.min { width(files[$0]) < width(files[$1]) }
        guard let level = smallest.flatMap({ files[$0].slide?.levels.first }) else { return [] }
        let shape = Double(level.width) / Double(level.height)
        return indexes.filter { index in
            guard let slide = files[index].slide, slide.role == "THUMBNAIL", let own = slide.levels.first else {
                return false
            }
            return own.width < level.width && (Double(own.width) / Double(own.height) / shape - 1).magnitude < 0.02
        }
    }

    private static func width(_ file: InspectedFile) -> Int { file.slide?.levels.first?.width ?? 0 }
}
