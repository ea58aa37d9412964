/// Whether bytes are UTF-8 (RFC 3629), eight ASCII bytes at a time: every byte of an import passes through here.
enum UTF8Check {
    static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        let count = bytes.count
        var index = 0
        while index < count {
            if index + 8 <= count,
                UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                index += 8
                continue
            }
            let length = length(base + index, left: count - index)
            guard length > 0 else { return false }
            index += length
        }
        return true
    }

    /// The bytes of the character that begins here, 0 where none does.
    private static func length(_ bytes: UnsafePointer<UInt8>, left: Int) -> Int {
        let first = bytes[0]
        switch first {
        case 0..<0x80: return 1
        case 0xC2..<0xE0: return left >= 2 && goesOn(bytes[1]) ? 2 : 0
        case 0xE0..<0xF0:
            guard left >= 3, goesOn(bytes[1]), goesOn(bytes[2]) else { return 0 }
            // No longer form than needed, no half of a surrogate pair.
            return first == 0xE0 && bytes[1] < 0xA0 || first == 0xED && bytes[1] >= 0xA0 ? 0 : 3
        case 0xF0..<0xF5:
            guard left >= 4, goesOn(bytes[1]), goesOn(bytes[2]), goesOn(bytes[3]) else { return 0 }
            return first == 0xF0 && bytes[1] < 0x90 || first == 0xF4 && bytes[1] >= 0x90 ? 0 : 4
        default: return 0
        }
    }

    private static func goesOn(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
