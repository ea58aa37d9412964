/// Finds what is not UTF-8 (Unicode 16, table 3-7).
enum UTF8Check {
    /// The offset of the first byte that cannot be read; nil if all can.
    static func firstBadByte(_ bytes: [UInt8], in range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound {
            let lead = bytes[index]
            guard let (length, second) = shape(lead) else { return index }
            guard index + length <= range.upperBound else { return index }
            for offset in 1..<max(1, length) {
                let allowed = offset == 1 ? second : 0x80...0xBF
                guard allowed.contains(bytes[index + offset]) else { return index }
            }
            index += length
        }
        return nil
    }

    /// How many bytes a lead byte begins, and which may come second.
    static func shape(_ lead: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
        switch lead {
        case 0x00...0x7F: (1, 0x80...0xBF)
        case 0xC2...0xDF: (2, 0x80...0xBF)
        case 0xE0: (3, 0xA0...0xBF)
        case 0xED: (3, 0x80...0x9F)
        case 0xE1...0xEF: (3, 0x80...0xBF)
        case 0xF0: (4, 0x90...0xBF)
        case 0xF4: (4, 0x80...0x8F)
        case 0xF1...0xF3: (4, 0x80...0xBF)
        default: nil
        }
    }
}
