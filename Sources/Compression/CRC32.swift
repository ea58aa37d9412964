/// The checksum of PNG, ZIP and gzip (ISO 3309), eight bytes at a time.
package struct CRC32: Sendable {
    private var state: UInt32 = 0xFFFF_FFFF

    package init() {}

    package var value: UInt32 { ~state }

    package mutating func update(_ bytes: some Sequence<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { run($0) }
        if done == nil { Array(bytes).withUnsafeBufferPointer { run($0) } }
    }

    package static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var checksum = CRC32()
        checksum.update(bytes)
        return checksum.value
    }

    private mutating func run(_ buffer: UnsafeBufferPointer<UInt8>) {
        var crc = state
        Self.tables.withUnsafeBufferPointer { tables in
            var index = 0
            // Slicing by eight: table k holds the effect of a byte that k more bytes follow.
            while index + 8 <= buffer.count {
                let word =
                    UnsafeRawBufferPointer(buffer).loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
                    ^ UInt64(crc)
                crc = 0
                for byte in 0..<8 { crc ^= tables[(7 - byte) * 256 + Int(word >> UInt64(byte * 8) & 0xFF)] }
                index += 8
            }
            while index < buffer.count {
                crc = crc >> 8 ^ tables[Int((crc ^ UInt32(buffer[index])) & 0xFF)]
                index += 1
            }
        }
        state = crc
    }

    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var value = UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
            tables[byte] = value
        }
        for slice in 1..<8 {
            for byte in 0..<256 {
                let before = tables[(slice - 1) * 256 + byte]
                tables[slice * 256 + byte] = before >> 8 ^ tables[Int(before & 0xFF)]
            }
        }
        return tables
    }()
}
