/// Takes the parameters of a record one after the other.
package struct Parameters {
    private let words: UnsafeBufferPointer<Int32>
    private var at = 0

    package init(_ words: UnsafeBufferPointer<Int32>) { self.words = words }

    package mutating func next() throws(MaskFailure) -> Int32 {
        guard at < words.count else { throw .malformed }
        defer { at &+= 1 }
        return words[at]
    }

    /// A point in voxels.
    package mutating func point() throws(MaskFailure) -> Vector {
        Vector(Double(try next()) / 256, Double(try next()) / 256, Double(try next()) / 256)
    }

    /// A direction of length one in the grid's millimetre frame; nil if it was all zero.
    package mutating func direction() throws(MaskFailure) -> Vector? {
        Vector(Double(try next()), Double(try next()), Double(try next())).normalised
    }

    /// A length in millimetres.
    package mutating func length() throws(MaskFailure) -> Double { Double(try next()) / 1000 }

    /// A range of stored values; clipped to what an `Int16` holds. Nil if nothing lies in it.
    package mutating func range() throws(MaskFailure) -> ClosedRange<Int16>? {
        let low = try next()
        let high = try next()
        guard low <= high, high >= -32768, low <= 32767 else { return nil }
        return Int16(clamping: low)...Int16(clamping: high)
    }

    /// A box, clipped to a grid.
    package mutating func box(in grid: Grid) throws(MaskFailure) -> Box {
        Box(
            minI: Int(try next()), minJ: Int(try next()), minK: Int(try next()),
            endI: Int(try next()), endJ: Int(try next()), endK: Int(try next())
        ).clipped(to: grid)
    }

    /// A count, then as many points.
    package mutating func points(atLeast least: Int) throws(MaskFailure) -> [Vector] {
        let count = Int(try next())
        guard count >= least, count <= (words.count &- at) / 3 else { throw .malformed }
        var points: [Vector] = []
        points.reserveCapacity(count)
        for _ in 0..<count { points.append(try point()) }
        return points
    }

    /// What was not taken yet.
    package mutating func rest() -> UnsafeBufferPointer<Int32> {
        defer { at = words.count }
        return UnsafeBufferPointer(rebasing: words[at...])
    }

    /// Refuses words nobody asked for.
    package func end() throws(MaskFailure) {
        guard at == words.count else { throw .malformed }
    }
}
