/// Packs bytes that repeat themselves into a zlib stream: fixed codes and copies of the byte before, nothing else.
///
/// Made for masks, whose rows are long runs: a megapixel of one value takes five kilobytes.
package enum RunDeflate {
    package static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var bits = BitWriter()
        // Deflate with a window of 32 KiB; the check makes the two bytes a multiple of 31.
        bits.bytes = [0x78, 0x01]
        bits.put(1, 1)
        bits.put(1, 2)
        var index = 0
        while index < bytes.count {
            let value = bytes[index]
            var end = index + 1
            while end < bytes.count, bytes[end] == value { end += 1 }
            literal(value, &bits)
            var left = end - index - 1
            while left > 0 {
                // A copy takes at least three bytes.
                if left < 3 {
                    for _ in 0..<left { literal(value, &bits) }
                    break
                }
                let length = left >= 258 ? 258 : min(left, 10)
                copy(length, &bits)
                left -= length
            }
            index = end
        }
        // The end of the block.
        bits.code(0, 7)
        bits.flush()
        var checksum = Adler32()
        checksum.update(bytes[...])
        for shift in [24, 16, 8, 0] { bits.bytes.append(UInt8(truncatingIfNeeded: checksum.value >> UInt32(shift))) }
        return bits.bytes
    }

    // RFC 1951 §3.2.6.
    private static func literal(_ value: UInt8, _ bits: inout BitWriter) {
        if value < 144 { bits.code(0x30 + UInt32(value), 8) } else { bits.code(0x190 + UInt32(value) - 144, 9) }
    }

    /// 3…10 and 258 have codes without extra bits, 257…264 and 285; the distance is 1, code 0.
    private static func copy(_ length: Int, _ bits: inout BitWriter) {
        if length == 258 { bits.code(0xC0 + 285 - 280, 8) } else { bits.code(UInt32(length - 3 + 1), 7) }
        bits.code(0, 5)
    }
}
