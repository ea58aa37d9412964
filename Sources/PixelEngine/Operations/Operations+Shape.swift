extension Operations {
    /// `mode, least voxels, seed (point), first segment`
    static func islands(_ record: MaskRecord, _ context: inout OperationContext) throws(MaskFailure) {
        let segment = try segment(record)
        var parameters = Parameters(record.parameters)
        let mode = try parameters.next()
        let least = Int(try parameters.next())
        let seed = (
            i: (Int(try parameters.next()) &+ 128) >> 8, j: (Int(try parameters.next()) &+ 128) >> 8,
            k: (Int(try parameters.next()) &+ 128) >> 8
        )
        let first = try parameters.next()
        try parameters.end()
        guard mode >= 0, mode <= 4 else { throw .outOfRange }
        let box = context.extent(of: segment)
        guard !box.isEmpty else { return }
        guard box.volume <= mostVoxels else { throw .tooLarge }
        let field = context.mask(of: segment, within: box)
        let parts = Components(of: field, connectivity: connectivity(record))
        // A seed outside the segment's box is in no part.
        let cell = box.contains(seed.i, seed.j, seed.k) ? field.index(seed.i, seed.j, seed.k) : -1
        switch mode {
        case 0: Islands.keepLargest(parts, 1, in: field)
        case 1: Islands.removeSmall(parts, below: least, in: field)
        case 2: guard Islands.keep(parts, at: cell, in: field) else { throw .outOfRange }
        case 4: guard Islands.remove(parts, at: cell, in: field) else { throw .outOfRange }
        default:
            guard first >= 1, first <= 255 else { throw .outOfRange }
            var most = 0
            for size in parts.sizes where size >= least { most &+= 1 }
            // The largest stays; 256 − first numbers are left for the others.
            Islands.number(parts, most: min(max(1, most), 257 &- Int(first)), in: field)
            context.visit(field) { label, number in
                number < 2 ? label : UInt8(truncatingIfNeeded: Int(first) &+ Int(number) &- 2)
            }
            return
        }
        context.put(field, as: segment)
    }

    /// `axis, most voxels` (0: any size)
    static func fillHoles(_ record: MaskRecord, _ context: inout OperationContext) throws(MaskFailure) {
        let segment = try segment(record)
        var parameters = Parameters(record.parameters)
        let axis = try axis(try parameters.next())
        let most = Int(try parameters.next())
        try parameters.end()
        let box = context.extent(of: segment)
        guard !box.isEmpty else { return }
        guard box.volume <= mostVoxels else { throw .tooLarge }
        let field = context.mask(of: segment, within: box)
        _ = Holes.fill(field, axis: axis, most: most > 0 ? most : nil, connectivity: connectivity(record))
        context.put(field, as: segment)
    }

    /// `distance (length), axis`
    static func margin(_ record: MaskRecord, _ context: inout OperationContext) throws(MaskFailure) {
        let segment = try segment(record)
        var parameters = Parameters(record.parameters)
        let distance = try parameters.length()
        let axis = try axis(try parameters.next())
        try parameters.end()
        let size = distance < 0 ? -distance : distance
        guard size > 0 else { return }
        let hollow = Margin.Wall(record.flags)
        let outwards = distance > 0 && hollow != .inside
        let field = try reached(by: outwards ? size : 0, segment, axis, context)
        guard !field.cells.isEmpty else { return }
        let grid = context.grid.parted(axis)
        if let hollow {
            Margin.hollow(field, thickness: size, hollow, of: grid)
        } else if distance > 0 {
            Margin.grow(field, by: size, of: grid)
        } else {
            Margin.shrink(field, by: size, of: grid)
        }
        context.put(field, as: segment)
    }

    /// `method (0 median, 1 closing, 2 opening, 3 joint), radius (length), axis`
    static func smooth(_ record: MaskRecord, _ context: inout OperationContext) throws(MaskFailure) {
        var parameters = Parameters(record.parameters)
        let method = try parameters.next()
        let radius = try parameters.length()
        let axis = try axis(try parameters.next())
        try parameters.end()
        guard method >= 0, method <= 3 else { throw .outOfRange }
        guard radius > 0 else { return }
        if method == 3 { return try smoothJointly(record, radius, axis, &context) }
        let segment = try segment(record)
        let field = try reached(by: method == 1 ? radius : 0, segment, axis, context)
        guard !field.cells.isEmpty else { return }
        let grid = context.grid.parted(axis)
        switch method {
        case 0: MedianFilter.smooth(field, radius: radius, of: grid)
        case 1: Margin.close(field, by: radius, of: grid)
        default: Margin.open(field, by: radius, of: grid)
        }
        context.put(field, as: segment)
    }

    private static func smoothJointly(
        _ record: MaskRecord, _ radius: Double, _ axis: Int?, _ context: inout OperationContext
    ) throws(MaskFailure) {
        let grid = context.grid
        var box = Box.none
        for label in labelsPresent(context.labels) where !record.locks.contains(label) {
            box.include(context.extent(of: label))
        }
        guard !box.isEmpty else { return }
        guard box.volume <= mostDistances else { throw .tooLarge }
        let field = Field<UInt8>(box, filledWith: 0)
        var cell = 0
        for k in box.minK..<box.endK {
            for j in box.minJ..<box.endJ {
                for i in box.minI..<box.endI {
                    field.cells[cell] = context.labels[grid.index(i, j, k)]
                    cell &+= 1
                }
            }
        }
        let moving = (0..<256).map { !record.locks.contains(UInt8($0)) }
        MedianFilter.smoothJointly(field, moving: moving, radius: radius, of: grid.parted(axis))
        context.visit(field) { _, smoothed in smoothed }
    }

    private static func labelsPresent(_ labels: UnsafeMutableBufferPointer<UInt8>) -> [UInt8] {
        var present = [Bool](repeating: false, count: 256)
        for label in labels { present[Int(label)] = true }
        return (1..<256).filter { present[$0] }.map { UInt8($0) }
    }

    /// The segment in a box with room for a reach, and a rim of one.
    private static func reached(
        by reach: Double, _ segment: UInt8, _ axis: Int?, _ context: borrowing OperationContext
    ) throws(MaskFailure) -> Field<UInt8> {
        let extent = context.extent(of: segment)
        guard !extent.isEmpty else {
            return Field(Box(minI: 0, minJ: 0, minK: 0, endI: 0, endJ: 0, endK: 0), filledWith: 0)
        }
        let steps = context.grid.parted(axis).voxels(for: reach)
        let box = extent.grown(steps.i &+ 1, steps.j &+ 1, steps.k &+ 1).clipped(to: context.grid)
        guard box.volume <= mostDistances else { throw .tooLarge }
        return context.mask(of: segment, within: box)
    }

    /// `operation, other layer, other segment`
    static func boolean(_ record: MaskRecord, _ context: inout OperationContext) throws(MaskFailure) {
        let segment = try segment(record)
        let grid = context.grid
        var parameters = Parameters(record.parameters)
        let word = try parameters.next()
        let layer = try parameters.next()
        let other = try parameters.next()
        try parameters.end()
        guard let operation = RunSet.Operation(rawValue: word), layer >= 0,
            layer < Int32(MaskRecord.maximumLayers), other >= 0, other <= 255
        else { throw .outOfRange }
        let inverts = operation == .invert
        guard inverts ? layer == 0 && other == 0 : other != 0 else { throw .outOfRange }
        let second =
            Int(layer) < context.layers.count && !inverts ? context.layers[Int(layer)] : UnsafeBufferPointer.none
        var box = inverts ? Box(whole: grid) : context.extent(of: segment)
        box.include(Extent.of(UInt8(other), in: second, of: grid, within: Box(whole: grid)))
        guard !box.isEmpty else { return }
        guard box.volume <= mostVoxels else { throw .tooLarge }
        let mine = context.mask(of: segment, within: box)
        let theirs = Field.of(UInt8(other), in: second, of: grid, within: box)
        let result = RunSet(UnsafeBufferPointer(mine.cells)).merged(
            operation, with: RunSet(UnsafeBufferPointer(theirs.cells)), size: mine.cells.count)
        result.write(to: mine.cells)
        context.put(mine, as: segment)
    }
}

extension Margin.Wall {
    /// What the flags ask for; nil for a plain margin.
    init?(_ flags: MaskFlags) {
        switch (flags.contains(.hollowInside), flags.contains(.hollowOutside)) {
        case (true, true): self = .middle
        case (true, false): self = .inside
        case (false, true): self = .outside
        default: return nil
        }
    }
}
