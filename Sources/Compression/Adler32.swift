/// The checksum of zlib streams (RFC 1950 §8.2).
package struct Adler32: Sendable {
    private var low: UInt32 = 1
    private var high: UInt32 = 0

    package init() {}

    package var value: UInt32 { high << 16 | low }

    package mutating func update(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBufferPointer { buffer in
            var index = 0
            while index < buffer.count {
                // 5552 is the most bytes whose sums fit 32 bits.
                let end = min(index + 5552, buffer.count)
                while index < end {
                    low &+= UInt32(buffer[index])
                    high &+= low
                    index += 1
                }
                low %= 65521
                high %= 65521
            }
        }
    }
}
