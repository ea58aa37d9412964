import Compression

/// Writes PNG images of masks.
package enum PNGWriter {
    /// An 8-bit grey image; `pixels` are its rows from the top.
    package static func grey(_ pixels: [UInt8], width: Int, height: Int) -> [UInt8] {
        precondition(pixels.count == width * height && width > 0 && height > 0, "a mask has one byte a pixel")
        var rows: [UInt8] = []
        rows.reserveCapacity(pixels.count + height)
        for row in 0..<height {
            // Filter 2: the difference to the row above, which in a mask is nearly always 0.
            rows.append(2)
            let start = row * width
            for index in start..<start + width {
                rows.append(row == 0 ? pixels[index] : pixels[index] &- pixels[index - width])
            }
        }
        var out: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        // Depth 8, grey, deflate, adaptive filters, not interlaced.
        chunk("IHDR", big(UInt32(width)) + big(UInt32(height)) + [8, 0, 0, 0, 0], into: &out)
        chunk("IDAT", RunDeflate.zlib(rows), into: &out)
        chunk("IEND", [], into: &out)
        return out
    }

    private static func chunk(_ type: String, _ body: [UInt8], into out: inout [UInt8]) {
        out += big(UInt32(body.count))
        let checked = Array(type.utf8) + body
        out += checked
        out += big(CRC32.of(checked))
    }

    private static func big(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
    }
}
