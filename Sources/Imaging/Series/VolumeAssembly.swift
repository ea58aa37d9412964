/// NIfTI and NRRD files: the lattice is one matrix.
enum VolumeAssembly {
    static func assemble(_ index: Int, _ file: InspectedFile, _ volume: VolumeDescription) -> AssembledSeries {
        var series = AssembledSeries(index, file)
        series.frames = (0..<volume.volumes * volume.slices).map { frame in
            let (time, slice) = (frame / volume.slices, frame % volume.slices)
            return SeriesFrame(
                file: index,
                frame: frame,
                sop: nil,
                position: volume.origin + volume.stepZ * Double(slice),
                time: volume.timeStep.map { $0 * Double(time) }
            )
        }
        if volume.volumes > 1 {
            series.timePoints = volume.volumes
            series.timeName = volume.timeStep == nil ? "volume" : "time"
        }
        let steps = [volume.stepX, volume.stepY, volume.stepZ]
        let units = steps.compactMap(\.unit)
        guard units.count == 3 else {
            series.problems.append(
                SeriesProblem(
                    kind: .noSpacing, message: "the file gives its voxels no size, so lengths cannot be measured")
            )
            return series
        }
        series.planeSpacing = PlaneSpacing(x: steps[0].length, y: steps[1].length)
        series.spacingSource = .patient
        // The step between slices may lean: then the slices are moved against each other, as with a tilted gantry.
        guard let facing = units[0].cross(units[1]).unit, units[0].dot(units[1]).magnitude < 1e-3 else {
            series.problems.append(
                SeriesProblem(
                    kind: .gantryTilt,
                    message: "rows and columns of the lattice are not at right angles: shown as a stack only"
                )
            )
            return series
        }
        let normal = facing.dot(units[2]) < 0 ? -facing : facing
        let gap = steps[2].dot(normal)
        let shear = PlaneSpacing(x: steps[2].dot(units[0]), y: steps[2].dot(units[1]))
        let isSheared = max(shear.x.magnitude, shear.y.magnitude) > max(1e-3 * gap, 1e-4)
        guard gap > 1e-6 else {
            series.problems.append(
                SeriesProblem(kind: .noPosition, message: "the slices of the lattice lie in one plane"))
            return series
        }
        var geometry = SeriesGeometry(
            origin: volume.origin,
            row: units[0],
            column: units[1],
            normal: normal,
            spacing: SIMD3(steps[0].length, steps[1].length, gap),
            positions: (0..<volume.slices).map { Double($0) * gap },
            isRegular: !isSheared
        )
        if isSheared {
            geometry.shear = shear
            series.problems.append(StackProblems.tilt(shear, gap: gap))
        }
        series.geometry = geometry
        return series
    }
}
