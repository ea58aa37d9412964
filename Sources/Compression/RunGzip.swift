/// Packs bytes that repeat themselves as gzip (RFC 1952), in portions: copies of the byte before, or of that a period
/// before, in the fixed codes of DEFLATE (RFC 1951 §3.2.6), nothing else. For label maps, whose rows are long runs: 512 × 512 × 300 voxels are packed as they
/// come, into about a three hundredth.
package struct RunGzip: Sendable {
    private var bits = BitWriter()
    private var checksum = CRC32()
    private var size: UInt32 = 0
    /// How far back bytes repeat: one, or as many as there are layers side by side; distances up to four have codes of their own.
    private let period: Int

    package init(period: Int = 1) {
        self.period = (1...4).contains(period) ? period : 1
        // Method 8 is DEFLATE; no name, no time; 255 is an unknown system.
        bits.bytes = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        // One last block with fixed codes.
        bits.put(1, 1)
        bits.put(1, 2)
    }

    /// Packs more bytes and hands over what is ready.
    package mutating func append(_ bytes: [UInt8]) -> [UInt8] {
        checksum.update(bytes)
        size &+= UInt32(truncatingIfNeeded: bytes.count)
        bytes.withUnsafeBufferPointer { buffer in
            for byte in buffer.prefix(period) { literal(byte) }
            var index = min(period, buffer.count)
            while index < buffer.count {
                var end = index
                while end < buffer.count, buffer[end] == buffer[end - period] { end += 1 }
                // A copy takes at least three bytes.
                while end - index >= 3 {
                    let length = end - index >= 258 ? 258 : min(end - index, 10)
                    copy(length)
                    index += length
                }
                while index < end {
                    literal(buffer[index])
                    index += 1
                }
                if index < buffer.count {
                    literal(buffer[index])
                    index += 1
                }
            }
        }
        return bits.take()
    }

    package mutating func finish() -> [UInt8] {
        // The end of the block.
        bits.code(0, 7)
        bits.flush()
        for word in [checksum.value, size] {
            for shift in stride(from: 0, to: 32, by: 8) {
                bits.bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(shift)))
            }
        }
        return bits.take()
    }

    private mutating func literal(_ value: UInt8) {
        if value < 144 { bits.code(0x30 + UInt32(value), 8) } else { bits.code(0x190 + UInt32(value) - 144, 9) }
    }

    /// 3…10 and 258 have codes without extra bits, 257…264 and 285; distances from 1 to 4 have codes from 0 to 3.
    private mutating func copy(_ length: Int) {
        if length == 258 { bits.code(0xC0 + 285 - 280, 8) } else { bits.code(UInt32(length - 3 + 1), 7) }
        bits.code(UInt32(period - 1), 5)
    }
}
