extension Operations {
    /// `axis, first slice, last slice` (−1, −1: every gap between drawn slices)
    static func interpolate(_ record: MaskRecord, _ context: inout OperationContext) throws(MaskFailure) {
        let segment = try segment(record)
        var parameters = Parameters(record.parameters)
        guard let axis = try axis(try parameters.next()) else { throw .outOfRange }
        let first = Int(try parameters.next())
        let last = Int(try parameters.next())
        try parameters.end()
        let end = Box(whole: context.grid).end(axis)
        let all = first == -1 && last == -1
        guard all || first >= 0 && last >= first && last < end else { throw .outOfRange }
        context.changed.include(
            SliceInterpolation.fill(
                context.grid, context.labels, label: segment, axis: axis, first: all ? 0 : first,
                last: all ? end &- 1 : last))
    }

    /// `axis, slice, count, point × count`
    static func livewire(_ record: MaskRecord, _ context: inout OperationContext) throws(MaskFailure) {
        if !record.flags.contains(.erase) { _ = try segment(record) }
        let grid = context.grid
        var parameters = Parameters(record.parameters)
        guard let axis = try axis(try parameters.next()) else { throw .outOfRange }
        let slice = Int(try parameters.next())
        guard slice >= 0, slice < Box(whole: grid).end(axis) else { throw .outOfRange }
        let count = Int(try parameters.next())
        guard count >= 3, count <= record.parameters.count / 3 else { throw .malformed }
        var line: [Contour.Point] = []
        for _ in 0..<count {
            let point = (try parameters.next(), try parameters.next(), try parameters.next())
            line.append(
                axis == 0
                    ? Contour.Point(u: point.1, v: point.2)
                    : axis == 1
                        ? Contour.Point(u: point.0, v: point.2) : Contour.Point(u: point.0, v: point.1))
        }
        try parameters.end()
        let field = MaskContours.inside([line], of: grid, axis: axis, slice: slice)
        context.add(field, record)
    }
}
