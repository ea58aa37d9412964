/// Pixels of one bit, the first in the lowest bit of a byte (PS3.5 §8.1.1).
enum BitPlane {
    /// A byte of 0 or 1 for each bit; bits that are not there are 0.
    static func unpack(_ bytes: UnsafeRawBufferPointer, from first: Int, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { output, filled in
            var index = 0
            let present = min(count, max(0, bytes.count * 8 - first))
            while index < present, (first + index) & 7 != 0 {
                output[index] = bytes[(first + index) >> 3] >> UInt8((first + index) & 7) & 1
                index += 1
            }
            while index + 8 <= present {
                // The bits of a byte are spread over the lowest bits of eight.
                let byte = UInt64(bytes[(first + index) >> 3])
                var spread = (byte | byte << 28) & 0x0000_000F_0000_000F
                spread = (spread | spread << 14) & 0x0003_0003_0003_0003
                spread = (spread | spread << 7) & 0x0101_0101_0101_0101
                UnsafeMutableRawBufferPointer(output).storeBytes(
                    of: spread.littleEndian, toByteOffset: index, as: UInt64.self)
                index += 8
            }
            while index < present {
                output[index] = bytes[(first + index) >> 3] >> UInt8((first + index) & 7) & 1
                index += 1
            }
            while index < count {
                output[index] = 0
                index += 1
            }
            filled = count
        }
    }
}
