extension Operations {
    /// `seed (point), low, high (intensities), axis, box`
    static func floodFill(_ record: MaskRecord, _ context: inout OperationContext) throws(MaskFailure) {
        if !record.flags.contains(.erase) { _ = try segment(record) }
        let grid = context.grid
        var parameters = Parameters(record.parameters)
        let seed = try voxel(&parameters, grid)
        let low = try parameters.next()
        let high = try parameters.next()
        let box = try region(&parameters, seed, grid)
        let field = Field<UInt8>(box, filledWith: 0)
        if record.flags.contains(.byLabel) {
            let labels = UnsafeBufferPointer(context.labels)
            _ = FloodFill.grow(
                grid, from: seed, where: SameLabel(labels, labels[grid.index(seed.i, seed.j, seed.k)]),
                connectivity: connectivity(record), into: field)
        } else {
            guard context.intensities.count == grid.count else { throw .needsIntensities }
            if low > high || low > 32_767 || high < -32_768 { return }
            _ = FloodFill.grow(
                grid, from: seed, where: IntensityRange(context.intensities, low, high),
                connectivity: connectivity(record), into: field)
        }
        context.add(field, record)
    }

    /// `seed (point), factor × 256, rounds, radius in voxels of the first neighbourhood, axis, box`
    static func confidenceGrow(_ record: MaskRecord, _ context: inout OperationContext) throws(MaskFailure) {
        if !record.flags.contains(.erase) { _ = try segment(record) }
        let grid = context.grid
        guard context.intensities.count == grid.count else { throw .needsIntensities }
        var parameters = Parameters(record.parameters)
        let seed = try voxel(&parameters, grid)
        var how = ConfidenceGrowing.Parameters()
        how.factor = Double(try parameters.next()) / 256
        how.rounds = Int(try parameters.next())
        how.radius = Int(try parameters.next())
        how.connectivity = connectivity(record)
        let field = Field<UInt8>(try region(&parameters, seed, grid), filledWith: 0)
        _ = ConfidenceGrowing.grow(grid, context.intensities, from: seed, how, into: field)
        context.add(field, record)
    }

    /// The last words of both: `axis, box`. The box, cut to the slice through the seed if there is an axis.
    private static func region(
        _ parameters: inout Parameters, _ seed: (i: Int, j: Int, k: Int), _ grid: Grid
    ) throws(MaskFailure) -> Box {
        let axis = try axis(try parameters.next())
        var box = try parameters.box(in: grid)
        try parameters.end()
        guard !box.isEmpty, box.contains(seed.i, seed.j, seed.k) else { throw .outOfRange }
        if let axis {
            let place = axis == 0 ? seed.i : axis == 1 ? seed.j : seed.k
            box = box.slab(axis, place, place &+ 1)
        }
        guard box.volume <= mostVoxels else { throw .tooLarge }
        return box
    }

    /// `box, locality (intensity), background segment`
    static func growCut(_ record: MaskRecord, _ context: inout OperationContext) throws(MaskFailure) {
        let grid = context.grid
        guard context.intensities.count == grid.count else { throw .needsIntensities }
        var parameters = Parameters(record.parameters)
        let box = try parameters.box(in: grid)
        let locality = try parameters.next()
        let background = try parameters.next()
        try parameters.end()
        guard background >= 0, background <= 255 else { throw .outOfRange }
        guard !box.isEmpty else { return }
        guard box.volume <= GrowCut.mostVoxels else { throw .tooLarge }
        let seeds = Field<Int16>(box, filledWith: 0)
        var cell = 0
        each(box, grid) { index in
            let label = context.labels[index]
            seeds.cells[cell] = record.locks.contains(label) ? -1 : Int16(label)
            cell &+= 1
        }
        GrowCut.grow(
            seeds, grid, context.intensities, locality: locality, connectivity: connectivity(record))
        cell = 0
        each(box, grid) { index in
            let grown = seeds.cells[cell]
            cell &+= 1
            guard context.labels[index] == 0, grown > 0, Int32(grown) != background else { return }
            if record.segment != 0, grown != Int16(record.segment) { return }
            context.labels[index] = UInt8(truncatingIfNeeded: grown)
        }
        context.changed.include(box)
    }

    private static func each(_ box: Box, _ grid: Grid, _ body: (Int) -> Void) {
        for k in box.minK..<box.endK {
            for j in box.minJ..<box.endJ {
                let row = grid.index(0, j, k)
                for i in box.minI..<box.endI { body(row &+ i) }
            }
        }
    }
}
