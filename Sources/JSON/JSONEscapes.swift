/// Decodes the escapes of JSON strings (RFC 8259 §7).
enum JSONEscapes {
    static func decode(
        _ body: ArraySlice<UInt8>, of reader: JSONReader, from start: Int
    ) throws(JSONError) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(body.count)
        var index = body.startIndex
        while index < body.endIndex {
            let byte = body[index]
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                index += 1
                continue
            }
            guard index + 1 < body.endIndex else { throw reader.error(.badString, at: index) }
            let kind = body[index + 1]
            index += 2
            switch kind {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(kind)
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "u"):
                guard let scalar = scalar(in: body, at: &index) else { throw reader.error(.badString, at: index) }
                result.append(contentsOf: Array(String(scalar).utf8))
            default: throw reader.error(.badString, at: index - 2)
            }
        }
        guard let text = String(validating: result, as: UTF8.self) else { throw reader.error(.badString, at: start) }
        return text
    }

    /// Reads the four digits after `\u`, and a second escape where they are half of a surrogate pair.
    ///
    /// A lone surrogate becomes U+FFFD: it is not text, and refusing it would refuse what JavaScript programs write.
    private static func scalar(in body: ArraySlice<UInt8>, at index: inout Int) -> Unicode.Scalar? {
        guard let first = unit(in: body, at: index) else { return nil }
        index += 4
        guard first & 0xFC00 == 0xD800 else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
        guard index + 1 < body.endIndex, body[index] == UInt8(ascii: "\\"), body[index + 1] == UInt8(ascii: "u"),
            let second = unit(in: body, at: index + 2), second & 0xFC00 == 0xDC00
        else { return "\u{FFFD}" }
        index += 6
        return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF)
    }

    private static func unit(in body: ArraySlice<UInt8>, at index: Int) -> UInt32? {
        guard index + 4 <= body.endIndex else { return nil }
        var value: UInt32 = 0
        for byte in body[index..<index + 4] {
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
            case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
            default: return nil
            }
        }
        return value
    }
}
