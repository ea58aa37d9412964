/// Writes JSON strings from bytes that are valid UTF-8.
enum JSONText {
    static func quote(_ text: ArraySlice<UInt8>, into out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        var start = text.startIndex
        text.withUnsafeBufferPointer { buffer in
            for offset in 0..<buffer.count {
                let byte = buffer[offset]
                guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
                let index = text.startIndex + offset
                out.append(contentsOf: text[start..<index])
                escape(byte, into: &out)
                start = index + 1
            }
        }
        out.append(contentsOf: text[start...])
        out.append(UInt8(ascii: "\""))
    }

    private static func escape(_ byte: UInt8, into out: inout [UInt8]) {
        out.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): out.append(byte)
        case 0x0A: out.append(UInt8(ascii: "n"))
        case 0x0D: out.append(UInt8(ascii: "r"))
        case 0x09: out.append(UInt8(ascii: "t"))
        default:
            let digits = String(byte, radix: 16)
            out.append(contentsOf: (digits.utf8.count == 1 ? "u000" : "u00").utf8)
            out.append(contentsOf: digits.utf8)
        }
    }
}
