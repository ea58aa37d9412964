/// Exact Euclidean distance in millimetres, one axis after the other (Felzenszwalb and Huttenlocher, Theory of Computing 8:415, 2012).
///
/// The work is proportional to the voxels of the field. Squares are kept as `Float` between the passes: half the memory of `Double`, and far finer than any voxel.
package enum DistanceMap {
    /// The squared distance of every cell's centre to the centre of the nearest cell with `value`; infinite if there is none.
    package static func squared(
        to value: UInt8, in field: borrowing Field<UInt8>, spacing: (x: Double, y: Double, z: Double)
    ) -> Field<Float> {
        let map = Field<Float>(field.box, filledWith: .infinity)
        guard !map.cells.isEmpty else { return map }
        for row in 0..<(field.rows &* field.slices) {
            along(row: row &* field.columns, field, value, spacing.x, map)
        }
        let plane = field.columns &* field.rows
        if field.rows > 1 {
            var envelope = Envelope(field.rows, spacing.y)
            for k in 0..<field.slices {
                for i in 0..<field.columns {
                    envelope.transform(map.cells, start: k &* plane &+ i, step: field.columns)
                }
            }
        }
        if field.slices > 1 {
            var envelope = Envelope(field.slices, spacing.z)
            for cell in 0..<plane { envelope.transform(map.cells, start: cell, step: plane) }
        }
        return map
    }

    /// Distance to the edge of the mask: greater than zero inside, less outside, infinite where the field is all one or all the other.
    package static func signed(
        _ field: borrowing Field<UInt8>, spacing: (x: Double, y: Double, z: Double)
    ) -> Field<Float> {
        let inside = squared(to: 0, in: field, spacing: spacing)
        let outside = squared(to: 1, in: field, spacing: spacing)
        for cell in 0..<inside.cells.count {
            inside.cells[cell] =
                field.cells[cell] != 0 ? inside.cells[cell].squareRoot() : -outside.cells[cell].squareRoot()
        }
        return inside
    }

    /// The first pass: voxels to the nearest one of the row, by one sweep each way.
    private static func along(
        row start: Int, _ field: borrowing Field<UInt8>, _ value: UInt8, _ spacing: Double,
        _ map: borrowing Field<Float>
    ) {
        var nearest = -1
        for i in 0..<field.columns {
            if field.cells[start &+ i] == value { nearest = i }
            if nearest >= 0 {
                let distance = Double(i &- nearest) * spacing
                map.cells[start &+ i] = Float(distance * distance)
            }
        }
        nearest = -1
        var i = field.columns &- 1
        while i >= 0 {
            if field.cells[start &+ i] == value { nearest = i }
            if nearest >= 0 {
                let distance = Double(nearest &- i) * spacing
                map.cells[start &+ i] = min(map.cells[start &+ i], Float(distance * distance))
            }
            i &-= 1
        }
    }
}

/// The lower envelope of parabolas over one line of cells.
struct Envelope {
    private let count: Int
    private let square: Double
    /// Where the parabolas of the envelope stand, and from where each is the lowest.
    private var places: [Int32]
    private var bounds: [Double]
    private var heights: [Double]

    init(_ count: Int, _ spacing: Double) {
        self.count = count
        square = spacing * spacing
        places = [Int32](repeating: 0, count: count)
        bounds = [Double](repeating: 0, count: count)
        heights = [Double](repeating: 0, count: count)
    }

    /// Replaces the heights of a line by the lowest of (distance² + height) over the line. Infinite heights are no sites.
    mutating func transform(_ cells: UnsafeMutableBufferPointer<Float>, start: Int, step: Int) {
        var last = -1
        var at = start
        for q in 0..<count {
            let height = Double(cells[at])
            at &+= step
            heights[q] = height
            if height == .infinity { continue }
            var bound = -Double.infinity
            while last >= 0 {
                let p = Int(places[last])
                // Where the parabola of q gets below that of p, in cells.
                let meet = (height - heights[p]) / (2 * square * Double(q &- p)) + Double(q &+ p) / 2
                if meet <= bounds[last] {
                    last &-= 1
                } else {
                    bound = meet
                    break
                }
            }
            last &+= 1
            places[last] = Int32(truncatingIfNeeded: q)
            bounds[last] = bound
        }
        if last < 0 { return }
        var site = 0
        at = start
        for q in 0..<count {
            while site < last && bounds[site &+ 1] < Double(q) { site &+= 1 }
            let p = Int(places[site])
            let distance = Double(q &- p)
            cells[at] = Float(square * distance * distance + heights[p])
            at &+= step
        }
    }
}
