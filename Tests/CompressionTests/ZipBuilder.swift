@testable import Compression

/// Builds ZIP archives piece by piece, so that tests can make the pieces lie.
struct ZipBuilder {
    /// What is said of an entry.
    struct Entry {
        var name: String
        var bytes: [UInt8]
        var isPacked = false
        var statedSize: Int?
        var checksum: UInt32?
        var flags = 0
        var method: Int?
        var mode = 0o100644
        /// Whether sizes and offset stand in the 64-bit field.
        var isLarge = false
    }

    var entries: [Entry] = []

    var bytes: [UInt8] {
        var body: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let data = entry.isPacked ? Array(RunDeflate.zlib(entry.bytes).dropFirst(2).dropLast(4)) : entry.bytes
            let size = entry.statedSize ?? entry.bytes.count
            let common =
                little(entry.flags, 2) + little(entry.method ?? (entry.isPacked ? 8 : 0), 2) + little(0, 4)
                + little(Int(entry.checksum ?? CRC32.of(entry.bytes)), 4)
            let extra =
                entry.isLarge
                ? little(1, 2) + little(24, 2) + little(size, 8) + little(data.count, 8) + little(body.count, 8) : []
            let full = 0xFFFF_FFFF
            directory += little(0x0201_4B50, 4) + [20, 3] + little(20, 2) + common
            directory += little(entry.isLarge ? full : data.count, 4) + little(entry.isLarge ? full : size, 4)
            directory += little(entry.name.utf8.count, 2) + little(extra.count, 2) + little(0, 6)
            directory += little(entry.mode << 16, 4) + little(entry.isLarge ? full : body.count, 4)
            directory += Array(entry.name.utf8) + extra
            body += little(0x0403_4B50, 4) + little(20, 2) + common + little(data.count, 4) + little(size, 4)
            body += little(entry.name.utf8.count, 2) + little(0, 2) + Array(entry.name.utf8) + data
        }
        return body + directory + little(0x0605_4B50, 4) + little(0, 4) + little(entries.count, 2)
            + little(entries.count, 2) + little(directory.count, 4) + little(body.count, 4) + little(0, 2)
    }

    private func little(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> ($0 * 8)) : 0 }
    }
}
