/// UIDs for what has none: made of the content, so that the same file is the same series everywhere.
enum ContentUID {
    /// A UID under 2.25 (PS3.5 §B.2) of 128 bits of hash.
    static func of(_ bytes: [UInt8], kind: String) -> String {
        var halves: [UInt64] = [0xCBF2_9CE4_8422_2325, 0x9AE1_6A3B_2F90_404F]
        bytes.withUnsafeBytes { raw in
            // FNV-1a over words, then the rest; the two halves begin differently and turn differently.
            var offset = 0
            while offset + 8 <= raw.count {
                let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                halves[0] = (halves[0] ^ word) &* 0x0000_0100_0000_01B3
                halves[0] ^= halves[0] >> 29
                halves[1] = (halves[1] ^ word) &* 0xBF58_476D_1CE4_E5B9
                halves[1] ^= halves[1] >> 31
                offset += 8
            }
            for byte in raw[offset...] + Array(kind.utf8)[...] {
                for index in halves.indices { halves[index] = (halves[index] ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
            }
        }
        // As a version 8 UUID: 122 bits of our own.
        let high = halves[0] & 0xFFFF_FFFF_FFFF_0FFF | 0x8000
        let low = halves[1] & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return "2.25.\(UInt128(high) << 64 | UInt128(low))"
    }
}
