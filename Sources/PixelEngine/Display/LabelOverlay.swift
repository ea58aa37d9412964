/// Labels drawn over an image: each segment with a translucent fill and an outline, proposals hatched and dashed so that nobody takes them for fact.
package struct LabelOverlay {
    /// A bit of a segment's style: it is proposed, not accepted.
    package static let proposed: UInt8 = 1

    /// 256 colours, red in the lowest byte; the highest byte is the opacity (0: hidden).
    package let fills: UnsafeBufferPointer<UInt32>
    /// The same for outlines.
    package let outlines: UnsafeBufferPointer<UInt32>
    /// 256 styles.
    package let styles: UnsafeBufferPointer<UInt8>
    /// Pixels an outline is thick, inside the segment: 1 to 4.
    package let thickness: Int

    package init(
        fills: UnsafeBufferPointer<UInt32>, outlines: UnsafeBufferPointer<UInt32>, styles: UnsafeBufferPointer<UInt8>,
        thickness: Int
    ) {
        self.fills = fills
        self.outlines = outlines
        self.styles = styles
        self.thickness = min(4, max(1, thickness))
    }

    /// Blends labels of `columns` × `rows` over pixels of the same size. The border of the picture is no edge of a segment.
    package func draw(
        _ labels: UnsafeBufferPointer<UInt8>, columns: Int, rows: Int, over pixels: UnsafeMutableBufferPointer<UInt32>
    ) {
        guard fills.count >= 256, outlines.count >= 256, styles.count >= 256, columns > 0, rows > 0 else { return }
        let (count, overflow) = columns.multipliedReportingOverflow(by: rows)
        guard !overflow, labels.count >= count, pixels.count >= count else { return }
        for y in 0..<rows {
            let start = y &* columns
            var x = 0
            while x < columns {
                let label = labels[start &+ x]
                if label == 0 {
                    // Most of a picture: skip to where a label begins.
                    x = Runs.end(from: start &+ x, to: start &+ columns, in: labels) &- start
                    continue
                }
                let isProposed = styles[Int(label)] & Self.proposed != 0
                let isEdge = isEdge(labels, x, y, columns, rows, label)
                if isEdge, outlines[Int(label)] >> 24 != 0 {
                    // Dashes of four pixels along either axis.
                    if !isProposed || (x &+ y) >> 2 & 1 == 0 { blend(outlines[Int(label)], &pixels[start &+ x]) }
                } else if fills[Int(label)] >> 24 != 0 {
                    // A diagonal line of two pixels in six.
                    if !isProposed || (x &+ y) % 6 < 2 { blend(fills[Int(label)], &pixels[start &+ x]) }
                }
                x &+= 1
            }
        }
    }

    @inline(__always)
    private func isEdge(
        _ labels: UnsafeBufferPointer<UInt8>, _ x: Int, _ y: Int, _ columns: Int, _ rows: Int, _ label: UInt8
    ) -> Bool {
        let at = y &* columns &+ x
        for distance in 1...thickness {
            if x >= distance, labels[at &- distance] != label { return true }
            if x &+ distance < columns, labels[at &+ distance] != label { return true }
            if y >= distance, labels[at &- distance &* columns] != label { return true }
            if y &+ distance < rows, labels[at &+ distance &* columns] != label { return true }
        }
        return false
    }

    @inline(__always)
    private func blend(_ colour: UInt32, _ pixel: inout UInt32) {
        let alpha = colour >> 24
        let rest = 255 &- alpha
        func mix(_ shift: UInt32) -> UInt32 {
            let sum = (colour >> shift & 255) &* alpha &+ (pixel >> shift & 255) &* rest &+ 127
            return (sum / 255) << shift
        }
        pixel = 0xFF00_0000 | mix(16) | mix(8) | mix(0)
    }
}
