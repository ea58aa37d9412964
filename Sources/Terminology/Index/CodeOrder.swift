/// How codes are compared: as people write them, with either case and without the dot or hyphen that the system's style
/// puts in; codes that are then equal by their bytes.
enum CodeOrder {
    /// The byte as compared, 0 where it does not count.
    @inline(__always)
    static func folded(_ byte: UInt8, _ style: CodeStyle) -> UInt8 {
        switch byte {
        case 0x61...0x7A: byte - 0x20
        case 0x2E: style == .dotted ? 0 : byte
        case 0x2D: style == .hyphened ? 0 : byte
        case 0x20: style == .plain ? byte : 0
        default: byte
        }
    }

    /// Less than 0 where the first comes before the second, 0 where they are the same code.
    static func compare(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, _ style: CodeStyle
    ) -> Int {
        var (at, other) = (0, 0)
        while true {
            var a: UInt8 = 0
            var b: UInt8 = 0
            while a == 0, at < left.count {
                a = folded(left[at], style)
                at += 1
            }
            while b == 0, other < right.count {
                b = folded(right[other], style)
                other += 1
            }
            if a != b { return Int(a) - Int(b) }
            if a == 0 { return 0 }
        }
    }

    /// The same, and by bytes where the codes are the same.
    static func compareExactly(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, _ style: CodeStyle
    ) -> Int {
        let order = compare(left, right, style)
        return order != 0 ? order : compareBytes(left, right)
    }

    /// Whether a code begins with others' characters, as compared.
    static func begins(
        _ code: UnsafeBufferPointer<UInt8>, with prefix: UnsafeBufferPointer<UInt8>, _ style: CodeStyle
    ) -> Bool {
        var at = 0
        for byte in prefix {
            let wanted = folded(byte, style)
            if wanted == 0 { continue }
            var found: UInt8 = 0
            while found == 0, at < code.count {
                found = folded(code[at], style)
                at += 1
            }
            if found != wanted { return false }
        }
        return true
    }

    static func compareBytes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        for at in 0..<min(left.count, right.count) where left[at] != right[at] {
            return Int(left[at]) - Int(right[at])
        }
        return left.count - right.count
    }
}
