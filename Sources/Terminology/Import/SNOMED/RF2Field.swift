/// One field of a row: bytes that are valid while the row is looked at.
struct RF2Field {
    let start: UnsafePointer<UInt8>
    let count: Int

    var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }
    var text: String { String(decoding: buffer, as: UTF8.self) }

    /// For messages: not the whole of a long field.
    var shown: String { count <= 40 ? "“\(text)”" : "“\(String(decoding: buffer.prefix(40), as: UTF8.self))…”" }

    /// An identifier by its form: 6…18 digits, the first not 0; 0 for anything else.
    @inline(__always)
    var identifier: UInt64 {
        guard count >= 6, count <= 18, start[0] != UInt8(ascii: "0") else { return 0 }
        var value: UInt64 = 0
        var wrong: UInt64 = 0
        var index = 0
        while index + 8 <= count {
            let word = UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self).littleEndian
            value = value &* 100_000_000 &+ Self.eightDigits(word, &wrong)
            index += 8
        }
        while index < count {
            let digit = start[index] &- 0x30
            wrong |= digit > 9 ? 1 : 0
            value = value &* 10 &+ UInt64(digit)
            index += 1
        }
        return wrong == 0 ? value : 0
    }

    /// A day, YYYYMMDD; 0 for anything else.
    @inline(__always)
    var day: UInt32 {
        guard count == 8 else { return 0 }
        var wrong: UInt64 = 0
        let value = Self.eightDigits(UnsafeRawPointer(start).loadUnaligned(as: UInt64.self).littleEndian, &wrong)
        let (month, day) = (value / 100 % 100, value % 100)
        return wrong == 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && value >= 1900_00_00
            ? UInt32(value) : 0
    }

    /// A whole number of at most nine digits; nil for anything else.
    @inline(__always)
    var small: Int32? {
        guard count >= 1, count <= 9 else { return nil }
        var value: Int32 = 0
        for index in 0..<count {
            let digit = start[index] &- 0x30
            guard digit <= 9 else { return nil }
            value = value &* 10 &+ Int32(digit)
        }
        return value
    }

    /// A UUID folded to 64 bits; 0 for anything else. Among five million members two fold to the same number with a
    /// probability of one in a million.
    var member: UInt64 {
        guard count == 36, start[8] == 0x2D, start[13] == 0x2D, start[18] == 0x2D, start[23] == 0x2D else { return 0 }
        var high: UInt64 = 0
        var low: UInt64 = 0
        var wrong: UInt8 = 0
        let nibbles = Self.nibbles
        func take(_ range: Range<Int>, _ value: inout UInt64) {
            for index in range {
                let nibble = nibbles[Int(start[index])]
                wrong |= nibble
                value = value << 4 | UInt64(nibble & 15)
            }
        }
        take(0..<8, &high)
        take(9..<13, &high)
        take(14..<18, &high)
        take(19..<23, &low)
        take(24..<36, &low)
        guard wrong < 16 else { return 0 }
        let folded = (high ^ high >> 32) &* 0x9E37_79B9_7F4A_7C15 ^ low
        return folded == 0 ? 1 : folded
    }

    /// The value of a hexadecimal digit, 0xF0 of anything else. Written once, never freed.
    nonisolated(unsafe) private static let nibbles: UnsafePointer<UInt8> = {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        table.initialize(repeating: 0xF0, count: 256)
        for value in 0..<10 { table[0x30 + value] = UInt8(value) }
        for value in 10..<16 {
            table[0x61 - 10 + value] = UInt8(value)
            table[0x41 - 10 + value] = UInt8(value)
        }
        return UnsafePointer(table)
    }()

    /// Eight digits at once, the first in the lowest byte: pairs, fours, eights.
    @inline(__always)
    private static func eightDigits(_ word: UInt64, _ wrong: inout UInt64) -> UInt64 {
        wrong |= (word & 0xF0F0_F0F0_F0F0_F0F0) ^ 0x3030_3030_3030_3030
        wrong |= ((word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) ^ 0x3030_3030_3030_3030
        let ones = word & 0x0F0F_0F0F_0F0F_0F0F
        let pairs = ((ones &* 2561) >> 8) & 0x00FF_00FF_00FF_00FF
        let fours = ((pairs &* 6_553_601) >> 16) & 0x0000_FFFF_0000_FFFF
        return (fours &* 42_949_672_960_001) >> 32
    }
}
