/// Puts files together into what a person opens as one thing: a stack, a volume, a volume over time, a slide.
///
/// Positions decide, not file names or slice numbers. Nothing is repaired in silence: every irregularity is a
/// ``SeriesProblem`` of the series that has it.
package enum SeriesAssembly {
    /// The series that the files make, in the order in which their first files come. `SeriesFrame.file` is an index into `files`.
    package static func assemble(_ files: [InspectedFile]) -> [AssembledSeries] {
        var order: [GroupKey] = []
        var groups: [GroupKey: [Int]] = [:]
        for (index, file) in files.enumerated() where file.kind != .other {
            let key = GroupKey(file, index)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(index)
        }
        return order.flatMap { key in assemble(groups[key] ?? [], of: files) }
    }

    /// Files of one key are looked at together. Two patients never share a series, whatever the UIDs say.
    private struct GroupKey: Hashable {
        var series: String
        var study: String?
        var patient: String?
        var file: Int?

        init(_ file: InspectedFile, _ index: Int) {
            series = file.series?.uid ?? ""
            study = file.study?.uid
            patient = file.patient?.id
            // What has no UID stands alone, and so does what is a series by itself.
            let isLevel = file.kind == .dicom && file.slide != nil
            let isWhole = file.kind != .dicom || file.isLabelObject || file.pixels == nil
            if series.isEmpty || isWhole && !isLevel { self.file = index }
        }
    }

    private static func assemble(_ indexes: [Int], of files: [InspectedFile]) -> [AssembledSeries] {
        guard let first = indexes.first else { return [] }
        let (kept, repeated) = withoutRepeats(indexes, files)
        var series: [AssembledSeries]
        if files[first].slide != nil {
            series = [SlideAssembly.assemble(kept, of: files)]
        } else if let volume = files[first].volume {
            series = [VolumeAssembly.assemble(first, files[first], volume)]
        } else if files[first].isLabelObject || files[first].pixels == nil {
            series = [asTheyCome(first, files[first])]
        } else {
            series = StackAssembly.assemble(kept, of: files)
        }
        if repeated > 0 {
            let problem = SeriesProblem(
                kind: .repeatedFile,
                message: "\(repeated) files came more than once; each is shown once"
            )
            for index in series.indices { series[index].problems.append(problem) }
        }
        return series
    }

    private static func withoutRepeats(_ indexes: [Int], _ files: [InspectedFile]) -> ([Int], Int) {
        var seen: Set<String> = []
        let kept = indexes.filter { index in
            guard let uid = files[index].instance?.uid, !uid.isEmpty else { return true }
            return seen.insert(uid).inserted
        }
        return (kept, indexes.count - kept.count)
    }

    /// A segmentation or a report: its frames are not slices of an image, and stay in the order of the file.
    private static func asTheyCome(_ index: Int, _ file: InspectedFile) -> AssembledSeries {
        var series = AssembledSeries(index, file)
        series.frames = (0..<file.frameCount).map { frame in
            SeriesFrame(
                file: index,
                frame: frame,
                sop: file.instance?.uid,
                position: file.frame(frame).position,
                time: nil
            )
        }
        return series
    }
}

extension InspectedFile {
    /// Segmentations, structure sets, reports and annotations: they speak of other series.
    package var isLabelObject: Bool {
        ["SEG", "RTSTRUCT", "SR", "ANN", "PR", "KO", "RTPLAN", "REG", "FID"].contains(series?.modality ?? "")
    }
}

extension AssembledSeries {
    /// What a series has from one of its files, without frames.
    init(_ index: Int, _ file: InspectedFile) {
        self.init(kind: file.kind, identity: file.series ?? SeriesIdentity(uid: ""))
        patient = file.patient
        study = file.study
        pixels = file.pixels
        let frame = file.frame(0)
        planeSpacing = frame.spacing
        spacingSource = frame.spacingSource
        rescale = file.wireRescale(of: 0)
        suv = file.suv
        windows = frame.windows
        lookups = file.lookups
        regions = file.regions
        notes = file.notes
        slide = file.slide
        if let scale = file.pixels?.wireScale, !scale.isExact {
            problems.append(
                SeriesProblem(
                    kind: .scaled,
                    message: "values are shown in 65536 steps of \(Decimals.text(scale.slope * frame.slope))"
                )
            )
        }
    }
}

extension InspectedFile {
    /// How values on the wire become values in the unit: the scale of the wire first, then the file's own.
    package func wireRescale(of index: Int) -> Rescale {
        let frame = frame(index)
        guard let scale = pixels?.wireScale else {
            return Rescale(slope: frame.slope, intercept: frame.intercept, unit: frame.unit)
        }
        return Rescale(
            slope: scale.slope * frame.slope,
            intercept: scale.intercept * frame.slope + frame.intercept,
            unit: frame.unit
        )
    }
}
