/// The predictor of LOCO-I (Weinberger, Seroussi, Sapiro 2000): each sample is told as its difference from the median of left, above and
/// left + above − above-left; signs go to the lowest bit, so that most bytes are small and deflate well.
///
/// Planes of bytes: for 16 bit all low bytes, then all high bytes. The first row is predicted from the left, the first sample as 0.
enum MedianPrediction {
    @inline(__always)
    private static func predict(_ left: Int32, _ above: Int32, _ corner: Int32) -> Int32 {
        min(max(left, above), max(min(left, above), left &+ above &- corner))
    }

    /// `planes` is twice as long as `samples`.
    static func encode(
        _ samples: UnsafeBufferPointer<UInt16>, columns: Int, rows: Int, into planes: UnsafeMutableBufferPointer<UInt8>
    ) {
        let count = columns &* rows
        guard samples.count >= count, planes.count >= 2 &* count else { return }
        for row in 0..<rows {
            let start = row &* columns
            var left = row > 0 ? Int32(samples[start &- columns]) : 0
            var corner = left
            for at in start..<start &+ columns {
                let above = row > 0 ? Int32(samples[at &- columns]) : left
                let predicted = row > 0 ? predict(left, above, corner) : left
                let value = Int32(samples[at])
                let error = Int32(Int16(truncatingIfNeeded: value &- predicted))
                let folded = (error << 1) ^ (error >> 31)
                planes[at] = UInt8(truncatingIfNeeded: folded)
                planes[at &+ count] = UInt8(truncatingIfNeeded: folded >> 8)
                left = value
                corner = above
            }
        }
    }

    /// `samples` holds the bit patterns; `flip` is exclusive-or'd into each (0x8000 turns unsigned into signed order).
    static func decode(
        _ planes: UnsafeBufferPointer<UInt8>, columns: Int, rows: Int, flip: Int32,
        into samples: UnsafeMutableBufferPointer<Int16>
    ) {
        let count = columns &* rows
        guard samples.count >= count, planes.count >= 2 &* count else { return }
        for row in 0..<rows {
            let start = row &* columns
            var left = row > 0 ? (Int32(samples[start &- columns]) ^ flip) & 0xFFFF : 0
            var corner = left
            if row == 0 {
                for at in start..<start &+ columns {
                    let folded = Int32(planes[at]) | Int32(planes[at &+ count]) << 8
                    left = (left &+ ((folded >> 1) ^ (0 &- (folded & 1)))) & 0xFFFF
                    samples[at] = Int16(truncatingIfNeeded: left ^ flip)
                }
                continue
            }
            for at in start..<start &+ columns {
                let folded = Int32(planes[at]) | Int32(planes[at &+ count]) << 8
                let above = (Int32(samples[at &- columns]) ^ flip) & 0xFFFF
                let error = (folded >> 1) ^ (0 &- (folded & 1))
                left = (predict(left, above, corner) &+ error) & 0xFFFF
                samples[at] = Int16(truncatingIfNeeded: left ^ flip)
                corner = above
            }
        }
    }

    /// One plane of 8-bit samples that stand `stride` apart, from `offset` on.
    static func encode(
        _ samples: UnsafeBufferPointer<UInt8>, offset: Int, stride: Int, columns: Int, rows: Int,
        into plane: UnsafeMutableBufferPointer<UInt8>
    ) {
        let count = columns &* rows
        guard stride > 0, offset >= 0, offset < stride, samples.count >= count &* stride, plane.count >= count else {
            return
        }
        for row in 0..<rows {
            let start = row &* columns
            var left = row > 0 ? Int32(samples[(start &- columns) &* stride &+ offset]) : 0
            var corner = left
            for at in start..<start &+ columns {
                let above = row > 0 ? Int32(samples[(at &- columns) &* stride &+ offset]) : left
                let predicted = row > 0 ? predict(left, above, corner) : left
                let value = Int32(samples[at &* stride &+ offset])
                let error = Int32(Int8(truncatingIfNeeded: value &- predicted))
                plane[at] = UInt8(truncatingIfNeeded: (error << 1) ^ (error >> 31))
                left = value
                corner = above
            }
        }
    }

    /// The inverse: one plane into samples that stand `stride` apart.
    static func decode(
        _ plane: UnsafeBufferPointer<UInt8>, columns: Int, rows: Int, offset: Int, stride: Int,
        into samples: UnsafeMutableBufferPointer<UInt8>
    ) {
        let count = columns &* rows
        guard stride > 0, offset >= 0, offset < stride, samples.count >= count &* stride, plane.count >= count else {
            return
        }
        for row in 0..<rows {
            let start = row &* columns
            var left = row > 0 ? Int32(samples[(start &- columns) &* stride &+ offset]) : 0
            var corner = left
            for at in start..<start &+ columns {
                let above = row > 0 ? Int32(samples[(at &- columns) &* stride &+ offset]) : left
                let folded = Int32(plane[at])
                let predicted = row > 0 ? predict(left, above, corner) : left
                left = (predicted &+ ((folded >> 1) ^ (0 &- (folded & 1)))) & 0xFF
                samples[at &* stride &+ offset] = UInt8(truncatingIfNeeded: left)
                corner = above
            }
        }
    }
}
