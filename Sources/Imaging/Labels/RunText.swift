/// Runs as text: Base64 (RFC 4648 §4) of bytes and of little-endian words, fast enough for a million of them.
package enum RunText {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 0xFF, count: 256)
        for (value, digit) in digits.enumerated() { table[Int(digit)] = UInt8(value) }
        return table
    }()

    package static func encode(_ words: [UInt32]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(words.count * 4)
        for word in words { withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) } }
        return encode(bytes)
    }

    package static func encode(_ bytes: [UInt8]) -> String {
        let length = (bytes.count + 2) / 3 * 4
        return String(unsafeUninitializedCapacity: length) { out in
            var at = 0
            var index = 0
            while index < bytes.count {
                let left = bytes.count - index
                let word =
                    UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
                    | (left > 2 ? UInt32(bytes[index + 2]) : 0)
                out[at] = digits[Int(word >> 18)]
                out[at + 1] = digits[Int(word >> 12 & 63)]
                out[at + 2] = left > 1 ? digits[Int(word >> 6 & 63)] : UInt8(ascii: "=")
                out[at + 3] = left > 2 ? digits[Int(word & 63)] : UInt8(ascii: "=")
                at += 4
                index += 3
            }
            return length
        }
    }

    /// The bytes of a text, or nil where it is not Base64.
    package static func bytes(_ text: String) -> [UInt8]? {
        let source = Array(text.utf8)
        guard source.count % 4 == 0 else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(source.count / 4 * 3)
        let padding = source.reversed().prefix(2).prefix { $0 == UInt8(ascii: "=") }.count
        let end = source.count - padding
        var held: UInt32 = 0
        var bits = 0
        for index in 0..<end {
            let value = values[Int(source[index])]
            guard value != 0xFF else { return nil }
            held = held << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
            }
        }
        return out
    }

    /// The little-endian words of a text, or nil where it does not hold whole ones.
    package static func words(_ text: String) -> [UInt32]? {
        guard let bytes = bytes(text), bytes.count % 4 == 0 else { return nil }
        var words = [UInt32](repeating: 0, count: bytes.count / 4)
        for (index, byte) in bytes.enumerated() { words[index >> 2] |= UInt32(byte) << UInt32((index & 3) * 8) }
        return words
    }
}
