/// The checksum of an index file: eight lanes of 64 bits, each step of which is a bijection.
///
/// So a change within one aligned word of eight bytes is always found, any other with a probability of 1 − 2⁻⁶⁴. It is
/// there against broken disks and copies, not against an attacker. CRC-32 by tables was ten times slower, which would
/// have made a whole check at open too long.
enum Checksum {
    private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let seed: UInt64 = 0x2545_F491_4F6C_DD1D

    /// The checksum of one piece.
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        guard let start = bytes.baseAddress else { return finish(seed, 0) }
        let count = bytes.count
        var a = seed, b = seed &+ 1, c = seed &+ 2, d = seed &+ 3
        var e = seed &+ 4, f = seed &+ 5, g = seed &+ 6, h = seed &+ 7
        var at = 0
        while at &+ 64 <= count {
            a = step(a, start.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            b = step(b, start.loadUnaligned(fromByteOffset: at &+ 8, as: UInt64.self))
            c = step(c, start.loadUnaligned(fromByteOffset: at &+ 16, as: UInt64.self))
            d = step(d, start.loadUnaligned(fromByteOffset: at &+ 24, as: UInt64.self))
            e = step(e, start.loadUnaligned(fromByteOffset: at &+ 32, as: UInt64.self))
            f = step(f, start.loadUnaligned(fromByteOffset: at &+ 40, as: UInt64.self))
            g = step(g, start.loadUnaligned(fromByteOffset: at &+ 48, as: UInt64.self))
            h = step(h, start.loadUnaligned(fromByteOffset: at &+ 56, as: UInt64.self))
            at &+= 64
        }
        while at &+ 8 <= count {
            a = step(a, start.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            at &+= 8
        }
        var rest: UInt64 = 0
        while at < count {
            rest = rest << 8 | UInt64(start.load(fromByteOffset: at, as: UInt8.self))
            at &+= 1
        }
        a = step(a, rest)
        for lane in [b, c, d, e, f, g, h] { a = step(a, lane) }
        return finish(a, UInt64(count))
    }

    /// The checksum of a section from those of its pieces, in order.
    static func combine(_ pieces: some Sequence<UInt64>) -> UInt64 {
        var state = seed
        var count: UInt64 = 0
        for piece in pieces {
            state = step(state, piece)
            count += 1
        }
        return finish(state, count)
    }

    /// The checksum of a whole section.
    static func ofSection(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        combine(
            stride(from: 0, to: bytes.count, by: FileLayout.pieceSize).lazy.map { start in
                of(UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + FileLayout.pieceSize, bytes.count)]))
            })
    }

    @inline(__always)
    private static func step(_ state: UInt64, _ word: UInt64) -> UInt64 {
        let mixed = state ^ word
        return (mixed &<< 29 | mixed &>> 35) &* factor
    }

    private static func finish(_ state: UInt64, _ count: UInt64) -> UInt64 {
        var mixed = state ^ count &* factor
        mixed = (mixed ^ mixed >> 32) &* factor
        return mixed ^ mixed >> 29
    }
}
