/// What the intensities of a region say: exact sums and a histogram of stored values.
package struct IntensityStatistics {
    private var moments = Moments()
    /// Voxels of each stored value from −32768 on.
    private var histogram = [UInt32](repeating: 0, count: 65_536)

    package init() {}

    @inline(__always) package mutating func add(_ value: Int16) {
        moments.add(value)
        histogram[Int(value) &+ 32_768] &+= 1
    }

    package var count: Int { Int(truncatingIfNeeded: moments.count) }
    package var mean: Double { moments.mean }
    /// Of a sample (n − 1).
    package var standardDeviation: Double { moments.standardDeviation }
    package var minimum: Int32 { percentile(0) }
    package var maximum: Int32 { percentile(1000) }
    package var median: Int32 { percentile(500) }

    /// The lowest value that at least so many thousandths of the voxels do not exceed; 0 for no voxels.
    package func percentile(_ thousandths: Int) -> Int32 {
        let total = moments.count
        guard total > 0 else { return 0 }
        let share = Int64(max(0, min(1000, thousandths)))
        // Rounded up, and at least the first voxel.
        let rank = max(1, (total &* share &+ 999) / 1000)
        var seen: Int64 = 0
        for bin in 0..<histogram.count {
            seen &+= Int64(histogram[bin])
            if seen >= rank { return Int32(truncatingIfNeeded: bin &- 32_768) }
        }
        return 0
    }

    /// The threshold between two classes that differ most (Otsu, IEEE SMC 9:62, 1979): values from it on are the upper class.
    package var otsuThreshold: Int32 {
        let total = Double(moments.count)
        guard moments.count > 1 else { return percentile(500) }
        var below: Int64 = 0
        var belowSum: Int64 = 0
        var best = -1.0
        var threshold = minimum
        for bin in 0..<histogram.count where histogram[bin] > 0 {
            let lower = Double(below)
            let upper = total - lower
            if below > 0 && upper > 0 {
                let difference =
                    Double(belowSum) / lower - (Double(moments.sum) - Double(belowSum)) / upper
                let between = lower * upper * difference * difference
                if between > best {
                    best = between
                    threshold = Int32(truncatingIfNeeded: bin &- 32_768)
                }
            }
            below &+= Int64(histogram[bin])
            belowSum &+= Int64(histogram[bin]) &* Int64(bin &- 32_768)
        }
        return threshold
    }
}
