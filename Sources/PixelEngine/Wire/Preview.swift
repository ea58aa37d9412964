/// A frame a quarter as wide and high, for the first look at a series.
///
/// Each pixel is the mean of its block of 4 × 4, rounded down (of what there is of it at the right and lower edge): a step of contrast survives,
/// noise shrinks to a quarter. Samples that are names (palette entries) have no mean; they keep the upper left one.
package enum Preview {
    /// Columns (or rows) of the preview.
    @inlinable package static func side(_ full: Int) -> Int { (full &+ 3) / 4 }

    /// Samples as they are counted: `signed` ones were sign-extended by the caller.
    ///
    /// Inlinable, so that other modules get it for their own kind of sample: asked through witnesses it is ten times slower.
    @inlinable package static func reduce<Sample: FixedWidthInteger>(
        _ samples: UnsafeBufferPointer<Sample>, columns: Int, rows: Int, channels: Int = 1, isMean: Bool = true
    ) -> [Sample] {
        guard columns > 0, rows > 0, channels > 0, samples.count >= columns &* rows &* channels else { return [] }
        var small: [Sample] = []
        small.reserveCapacity(side(columns) &* side(rows) &* channels)
        var top = 0
        while top < rows {
            var left = 0
            while left < columns {
                for channel in 0..<channels {
                    small.append(
                        isMean
                            ? mean(
                                samples, top, min(rows, top &+ 4), left, min(columns, left &+ 4), columns, channels,
                                channel)
                            : samples[(top &* columns &+ left) &* channels &+ channel])
                }
                left &+= 4
            }
            top &+= 4
        }
        return small
    }

    @inlinable static func mean<Sample: FixedWidthInteger>(
        _ samples: UnsafeBufferPointer<Sample>, _ top: Int, _ bottom: Int, _ left: Int, _ right: Int, _ columns: Int,
        _ channels: Int, _ channel: Int
    ) -> Sample {
        var sum: Int32 = 0
        for row in top..<bottom {
            for column in left..<right {
                sum &+= Int32(truncatingIfNeeded: samples[(row &* columns &+ column) &* channels &+ channel])
            }
        }
        let count = Int32(truncatingIfNeeded: (bottom &- top) &* (right &- left))
        // Rounded down on both sides of zero, as a shift would.
        let quotient = sum / count
        return Sample(truncatingIfNeeded: sum < quotient &* count ? quotient &- 1 : quotient)
    }
}
