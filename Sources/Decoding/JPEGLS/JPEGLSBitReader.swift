/// Reads the bits of a JPEG-LS scan. Behind a byte FF stands one of seven bits (ITU-T T.87 §A.1).
///
/// This file touches memory without checks: `position` is compared with `end` before each byte, and words of eight are read
/// only where eight are left. Behind the end zeros are read and counted.
struct JPEGLSBitReader {
    private let base: UnsafePointer<UInt8>
    private let end: Int
    private var position: Int
    /// The next bits, from the highest one down; those below the first `count` are zero.
    private var window: UInt64 = 0
    private var count = 0
    private var isAfterFF = false
    /// Bytes that were read behind the end.
    private(set) var missing = 0

    init(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) {
        base = bytes
        position = start
        self.end = end
    }

    /// Whether bits were taken that are not there.
    var isExhausted: Bool { missing * 8 > count + 8 }

    /// Puts at least 48 bits into the window.
    @inline(__always)
    mutating func refill() {
        if count >= 48 { return }
        if !isAfterFF, position &+ 8 <= end {
            let word = UInt64(bigEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self))
            // No byte of the word is FF: none of the complement is 00.
            if (~word &- 0x0101_0101_0101_0101) & word & 0x8080_8080_8080_8080 == 0 {
                window |= word &>> UInt64(truncatingIfNeeded: count)
                let taken = (63 &- count) >> 3
                position = position &+ taken
                count = count &+ taken &* 8
                // Bits of the byte that was not taken whole must not stay.
                window &= ~((UInt64.max &>> 1) &>> UInt64(truncatingIfNeeded: count &- 1))
                return
            }
        }
        refillSlowly()
    }

    private mutating func refillSlowly() {
        while count <= 56 {
            var byte: UInt64 = 0
            var bits = 8
            if position < end {
                byte = UInt64(base[position])
                position += 1
                bits = isAfterFF ? 7 : 8
                isAfterFF = byte == 0xFF
                byte &= isAfterFF ? 0xFF : bits == 7 ? 0x7F : 0xFF
            } else {
                missing += 1
            }
            window |= byte << UInt64(64 - count - bits)
            count += bits
        }
    }

    @inline(__always)
    private mutating func drop(_ bits: Int) {
        window = window &<< UInt64(truncatingIfNeeded: bits)
        count = count &- bits
    }

    /// Takes up to 32 bits.
    @inline(__always)
    mutating func take(_ bits: Int) -> Int {
        if count < bits { refill() }
        let value = Int(truncatingIfNeeded: (window &>> 1) &>> UInt64(truncatingIfNeeded: 63 &- bits))
        drop(bits)
        return value
    }

    /// A number in a limited Golomb code (§A.5.3): zeros up to a one, then `k` bits; `escape` zeros announce `plain` bits.
    @inline(__always)
    mutating func golomb(_ k: Int, escape: Int, plain: Int) -> Int {
        refill()
        var zeros = window.leadingZeroBitCount
        if zeros < 32 {
            drop(zeros &+ 1)
        } else {
            zeros = longRun()
        }
        if zeros < escape { return k == 0 ? zeros : zeros &<< k | take(k) }
        return take(plain) &+ 1
    }

    /// Takes a run of 32 zeros or more, of which no stream has more than 64.
    private mutating func longRun() -> Int {
        var zeros = 0
        while zeros <= 64 {
            refill()
            let more = min(window.leadingZeroBitCount, 32)
            if more < 32 {
                drop(more + 1)
                return zeros + more
            }
            drop(32)
            zeros += 32
        }
        return zeros
    }
}
