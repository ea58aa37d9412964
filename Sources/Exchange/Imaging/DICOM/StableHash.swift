import Imaging

/// Numbers made of text, the same on every machine and every day: two exports of one annotation are one object.
enum StableHash {
    /// FNV-1a, 64 bits.
    static func of(_ text: String, from basis: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
        text.utf8.reduce(basis) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// A UID for what the parts name.
    static func uid(_ parts: String...) -> String { DICOMUID.make(from: bytes(parts)) }

    /// The same as a UUID in text.
    static func uuid(_ parts: String...) -> String {
        var text = ""
        for (index, byte) in bytes(parts).enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return text
    }

    /// A UUID of version 8 made of the hash of the parts (RFC 9562 §5.8).
    private static func bytes(_ parts: [String]) -> [UInt8] {
        let text = parts.joined(separator: "\u{1F}")
        // The second half starts where the first ended, turned, so that the two do not move together.
        let first = of(text)
        let second = of(text, from: first.byteSwapped ^ 0x9E37_79B9_7F4A_7C15)
        var bytes: [UInt8] = []
        for word in [first, second] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes
    }
}
