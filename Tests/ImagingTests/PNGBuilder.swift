@testable import Compression
@testable import Imaging

/// Builds PNG files piece by piece, so that tests can make the pieces lie.
struct PNGBuilder {
    var width = 3
    var height = 2
    var depth: UInt8 = 8
    var color: UInt8 = 0
    var interlace: UInt8 = 0
    /// The unpacked rows.
    var rows: [UInt8] = [0, 1, 2, 3, 0, 4, 5, 6]

    var bytes: [UInt8] {
        var out: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        out += Self.chunk("IHDR", Self.big(width) + Self.big(height) + [depth, color, 0, 0, interlace])
        if color == 3 { out += Self.chunk("PLTE", [0, 0, 0]) }
        out += Self.chunk("IDAT", Self.stored(rows))
        return out + Self.chunk("IEND", [])
    }

    static func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
        let checked = Array(type.utf8) + body
        return big(body.count) + checked + big(Int(CRC32.of(checked)))
    }

    /// A zlib stream of stored blocks.
    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x78, 0x01]
        var rest = bytes[...]
        repeat {
            let part = rest.prefix(65535)
            rest = rest.dropFirst(part.count)
            let (low, high) = (UInt8(part.count & 0xFF), UInt8(part.count >> 8))
            out += [rest.isEmpty ? 1 : 0, low, high, ~low, ~high] + part
        } while !rest.isEmpty
        var checksum = Adler32()
        checksum.update(bytes[...])
        return out + big(Int(checksum.value))
    }

    static func big(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
}
