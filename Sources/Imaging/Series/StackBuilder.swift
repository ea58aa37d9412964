/// Makes a series of slots that are in order.
struct StackBuilder {
    let part: StackAssembly.Part
    let files: [InspectedFile]

    var series: AssembledSeries {
        let slots = part.slots
        guard let first = slots.first else { return AssembledSeries(kind: .dicom, identity: SeriesIdentity(uid: "")) }
        var series = AssembledSeries(first.file, files[first.file])
        series.pixels?.bitsStored = slots.compactMap { files[$0.file].pixels?.bitsStored }.max() ?? 0
        series.pixels?.frames = slots.count
        series.windows = slots.lazy.map(\.description.windows).first { !$0.isEmpty } ?? []
        series.planeSpacing = first.description.spacing
        series.spacingSource = first.description.spacingSource
        series.frames = slots.enumerated().map { index, slot in
            SeriesFrame(
                file: slot.file,
                frame: slot.frame,
                sop: slot.uid,
                position: slot.description.position,
                time: time(of: slot, at: index)
            )
        }
        let rescales = slots.map { files[$0.file].wireRescale(of: $0.frame) }
        series.rescale = rescales[0]
        if rescales.contains(where: { $0 != rescales[0] }) { series.rescales = rescales }
        if part.points > 1 {
            series.timePoints = part.points
            series.timeName = part.timeName
        }
        series.problems += part.problems
        place(&series)
        return series
    }

    private func time(of slot: Slot, at index: Int) -> Double? {
        let keys = slot.description.keys
        if let time = keys.triggerTime ?? keys.referenceTime { return time }
        guard let pixels = files[slot.file].pixels, pixels.frames > 1 else {
            return part.points > 1 ? keys.acquisitionTime : nil
        }
        if pixels.frameTimes.indices.contains(slot.frame) { return pixels.frameTimes[slot.frame] }
        return pixels.frameTime.map { $0 * Double(slot.frame) } ?? (part.points > 1 ? keys.acquisitionTime : nil)
    }

    /// Gives the series its geometry, or says why it has none.
    private func place(_ series: inout AssembledSeries) {
        let slices = Array(part.slots.prefix(part.slots.count / part.points))
        let planes = slices.compactMap(\.plane)
        guard planes.count == slices.count, let first = planes.first, let last = planes.last else {
            return sayThatPlacesAreUnknown(&series, known: planes.count)
        }
        guard part.hasOneDirection else { return }
        guard let spacing = series.planeSpacing, spacing.x > 0, spacing.y > 0 else {
            series.problems.append(
                SeriesProblem(
                    kind: .noSpacing, message: "nothing says how large a pixel is: lengths cannot be measured")
            )
            return
        }
        guard first.row.dot(first.column).magnitude < 1e-3, let normal = first.row.cross(first.column).unit else {
            series.problems.append(
                SeriesProblem(
                    kind: .mixedOrientation, message: "rows and columns of the frames are not at right angles")
            )
            return
        }
        let depths = planes.map { ($0.position - first.position).dot(normal) }
        var gaps = StackProblems.Gaps(spacing: 0, isRegular: true)
        if slices.count > 1 {
            gaps = StackProblems.gaps(depths)
        } else {
            let frame = slices[0].description
            gaps.spacing = [frame.thickness, frame.sliceSpacing].compactMap { $0 }.first { $0 > 0 } ?? 1
        }
        if let problem = gaps.problem { series.problems.append(problem) }
        var geometry = SeriesGeometry(
            origin: first.position,
            row: first.row,
            column: first.column,
            normal: normal,
            spacing: SIMD3(spacing.x, spacing.y, gaps.spacing),
            positions: depths,
            isRegular: gaps.isRegular
        )
        geometry.frameOfReference = series.identity.frameOfReference
        let total = (depths.last ?? 0) - (depths.first ?? 0)
        if total > 0 {
            let drift = last.position - first.position
            let count = Double(slices.count - 1)
            let shear = PlaneSpacing(x: drift.dot(first.row) / count, y: drift.dot(first.column) / count)
            let strays = planes.indices.filter { index in
                let offset = planes[index].position - first.position
                let steps = depths[index] / total * count
                return max(
                    (offset.dot(first.row) - shear.x * steps).magnitude,
                    (offset.dot(first.column) - shear.y * steps).magnitude
                ) > 0.1
            }
            // A tenth of a degree, and more over the whole stack than positions are rounded to.
            let lean = max(shear.x.magnitude, shear.y.magnitude)
            if lean > 0.0017 * total / count, lean * count > 0.1 {
                geometry.shear = shear
                geometry.isRegular = false
                series.problems.append(StackProblems.tilt(shear, gap: gaps.spacing))
            }
            if !strays.isEmpty {
                geometry.isRegular = false
                series.problems.append(
                    SeriesProblem(
                        kind: .irregularSpacing,
                        message: "\(strays.count) slices are moved sideways against the others",
                        frames: strays
                    )
                )
            }
        }
        series.geometry = geometry
    }

    private func sayThatPlacesAreUnknown(_ series: inout AssembledSeries, known: Int) {
        // Projections and cines have no places, and nobody expects a volume of them.
        let isVolumetric = ["CT", "MR", "PT"].contains(series.identity.modality ?? "")
        guard known > 0 || isVolumetric else {
            if part.slots.count > 1 {
                series.notes.append("The frames do not say where they lie in the patient: shown as a sequence.")
            }
            return
        }
        series.problems.append(
            SeriesProblem(
                kind: .noPosition,
                message:
                    "\(part.slots.count - known) of \(part.slots.count) frames do not say where they lie in the patient: "
                    + "shown in the order of their numbers, and no volume",
                frames: part.slots.indices.filter { part.slots[$0].plane == nil }
            )
        )
    }
}
