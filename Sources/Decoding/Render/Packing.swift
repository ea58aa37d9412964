import CCodecs
import Compression
import Imaging

/// Pixels packed by libdeflate and libjpeg-turbo.
enum Packing {
    /// One gzip member.
    ///
    /// Level 1 packs the residuals of CT slices to 1 % less than level 6, and faster: what repeats in them is short.
    static func gzip(_ bytes: [UInt8], level: Int32 = 1) throws(DecodeFailure) -> [UInt8] {
        let capacity = codec_gzip_bound(bytes.count)
        let out = [UInt8](unsafeUninitializedCapacity: capacity) { out, filled in
            filled = codec_gzip(bytes, bytes.count, level, out.baseAddress, capacity)
        }
        guard !out.isEmpty else { throw .tooLarge(reason: "\(bytes.count) bytes cannot be packed") }
        return out
    }

    /// A JPEG of grey or RGB samples.
    static func jpeg(_ picture: FrameSamples, quality: Int32) throws(DecodeFailure) -> [UInt8] {
        let capacity = picture.bytes.count + picture.columns * 8 + 65_536
        let out = [UInt8](unsafeUninitializedCapacity: capacity) { out, filled in
            filled = codec_jpeg_encode(
                picture.bytes,
                UInt32(picture.columns),
                UInt32(picture.rows),
                UInt32(picture.samples),
                quality,
                out.baseAddress,
                capacity
            )
        }
        guard !out.isEmpty else { throw .tooLarge(reason: "a picture of \(picture.columns) × \(picture.rows)") }
        return out
    }

    /// A PNG of grey or RGB samples of 8 bits.
    static func png(_ picture: FrameSamples) throws(DecodeFailure) -> [UInt8] {
        let stride = picture.columns * picture.samples
        let rows = [UInt8](unsafeUninitializedCapacity: (stride + 1) * picture.rows) { out, filled in
            picture.bytes.withUnsafeBufferPointer { pixels in
                for row in 0..<picture.rows {
                    let (from, to) = (row * stride, row * (stride + 1))
                    // Filter 2, the difference to the row above.
                    out[to] = 2
                    for index in 0..<stride {
                        out[to + 1 + index] =
                            row == 0 ? pixels[index] : pixels[from + index] &- pixels[from + index - stride]
                    }
                }
            }
            filled = (stride + 1) * picture.rows
        }
        // A zlib stream (RFC 1950) is the same DEFLATE between another header and another sum: gzip's are 10 and 8 bytes.
        let packed = try gzip(rows, level: 4)
        var adler = Adler32()
        adler.update(rows[...])
        var out: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let colour: UInt8 = picture.samples == 3 ? 2 : 0
        chunk("IHDR", big(UInt32(picture.columns)) + big(UInt32(picture.rows)) + [8, colour, 0, 0, 0], &out)
        chunk("IDAT", [0x78, 0x01] + packed[10..<packed.count - 8] + big(adler.value), &out)
        chunk("IEND", [], &out)
        return out
    }

    private static func chunk(_ type: String, _ body: [UInt8], _ out: inout [UInt8]) {
        out += big(UInt32(body.count))
        let checked = Array(type.utf8) + body
        out += checked
        out += big(CRC32.of(checked))
    }

    private static func big(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
    }
}
