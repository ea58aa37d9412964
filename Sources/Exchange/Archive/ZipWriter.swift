import Compression

/// Writes a ZIP archive as a stream: entries are stored as they are, and only the directory is kept in memory.
///
/// Nothing is compressed: images are already, and the text files of these formats are written once and read once. Sizes
/// and offsets beyond 32 bits, and more than 65 535 entries, use the ZIP64 records (APPNOTE 4.3.14, 4.5.3).
struct ZipWriter: Sendable {
    private struct Entry {
        var name: [UInt8]
        var offset: UInt64
        var size: UInt64 = 0
        var checksum: UInt32 = 0
        var isStreamed = false
    }

    private var entries: [Entry] = []
    private var offset: UInt64 = 0
    /// DOS date and time, of the export for all entries.
    private let stamp: (date: UInt16, time: UInt16)
    private var names: Set<String> = []

    private var open: (entry: Entry, checksum: CRC32)?

    init(moment: Int64) { stamp = Self.dos(moment) }

    /// Adds a folder; its name ends in a slash.
    mutating func addFolder(_ name: String, into out: inout [UInt8]) {
        add(name.hasSuffix("/") ? name : name + "/", [], into: &out)
    }

    /// Adds a whole file. The name must be safe and new (see ``unused(_:)``).
    mutating func add(_ name: String, _ bytes: [UInt8], into out: inout [UInt8]) {
        names.insert(name.lowercased())
        var checksum = CRC32()
        checksum.update(bytes)
        let entry = Entry(
            name: Array(name.utf8), offset: offset, size: UInt64(bytes.count), checksum: checksum.value)
        let start = out.count
        // Bit 11: names are UTF-8.
        header(entry, flags: 0x0800, into: &out)
        out.append(contentsOf: bytes)
        offset += UInt64(out.count - start)
        entries.append(entry)
    }

    /// Begins a file whose size is not known yet.
    mutating func begin(_ name: String, into out: inout [UInt8]) {
        names.insert(name.lowercased())
        let entry = Entry(name: Array(name.utf8), offset: offset, isStreamed: true)
        let start = out.count
        // Bit 3: sizes follow the data.
        header(entry, flags: 0x0808, into: &out)
        offset += UInt64(out.count - start)
        open = (entry, CRC32())
    }

    mutating func append(_ bytes: [UInt8], into out: inout [UInt8]) {
        open?.checksum.update(bytes)
        open?.entry.size += UInt64(bytes.count)
        offset += UInt64(bytes.count)
        out.append(contentsOf: bytes)
    }

    mutating func endFile(into out: inout [UInt8]) {
        guard case (var entry, let checksum)? = open else { return }
        open = nil
        entry.checksum = checksum.value
        let start = out.count
        out.little(UInt32(0x0807_4B50))
        out.little(entry.checksum)
        out.little(entry.size)
        out.little(entry.size)
        offset += UInt64(out.count - start)
        entries.append(entry)
    }

    /// The name, changed if an entry has it already (case does not count: the archive may be unpacked on any system).
    func unused(_ name: String) -> String {
        guard names.contains(name.lowercased()) else { return name }
        let slash = name.lastIndex(of: "/") ?? name.startIndex
        let dot = name[slash...].lastIndex(of: ".") ?? name.endIndex
        var number = 2
        while names.contains((name[..<dot] + "-\(number)" + name[dot...]).lowercased()) { number += 1 }
        return String(name[..<dot] + "-\(number)" + name[dot...])
    }

    /// Writes the directory; the archive is complete.
    mutating func finish(into out: inout [UInt8]) {
        let start = offset
        let begin = out.count
        for entry in entries { directory(entry, into: &out) }
        let size = UInt64(out.count - begin)
        if entries.count >= 0xFFFF || start >= 0xFFFF_FFFF || size >= 0xFFFF_FFFF {
            let record = start + size
            out.little(UInt32(0x0606_4B50))
            out.little(UInt64(44))
            out.little(UInt16(45))
            out.little(UInt16(45))
            out.little(UInt32(0))
            out.little(UInt32(0))
            out.little(UInt64(entries.count))
            out.little(UInt64(entries.count))
            out.little(size)
            out.little(start)
            out.little(UInt32(0x0706_4B50))
            out.little(UInt32(0))
            out.little(record)
            out.little(UInt32(1))
        }
        out.little(UInt32(0x0605_4B50))
        out.little(UInt32(0))
        out.little(UInt16(clamping: entries.count))
        out.little(UInt16(clamping: entries.count))
        out.little(UInt32(clamping: size))
        out.little(UInt32(clamping: start))
        out.little(UInt16(0))
    }

    private func header(_ entry: Entry, flags: UInt16, into out: inout [UInt8]) {
        let isLarge = entry.isStreamed || entry.size >= 0xFFFF_FFFF
        out.little(UInt32(0x0403_4B50))
        out.little(UInt16(isLarge ? 45 : 20))
        out.little(flags)
        out.little(UInt16(0))
        out.little(stamp.time)
        out.little(stamp.date)
        out.little(entry.checksum)
        out.little(isLarge ? UInt32.max : UInt32(entry.size))
        out.little(isLarge ? UInt32.max : UInt32(entry.size))
        out.little(UInt16(entry.name.count))
        out.little(UInt16(isLarge ? 20 : 0))
        out.append(contentsOf: entry.name)
        guard isLarge else { return }
        out.little(UInt16(1))
        out.little(UInt16(16))
        out.little(entry.size)
        out.little(entry.size)
    }

    private func directory(_ entry: Entry, into out: inout [UInt8]) {
        let isLarge = entry.isStreamed || entry.size >= 0xFFFF_FFFF || entry.offset >= 0xFFFF_FFFF
        out.little(UInt32(0x0201_4B50))
        // Made by version 4.5 on a system with Unix permissions.
        out.little(UInt16(3 << 8 | 45))
        out.little(UInt16(isLarge ? 45 : 20))
        out.little(UInt16(entry.isStreamed ? 0x0808 : 0x0800))
        out.little(UInt16(0))
        out.little(stamp.time)
        out.little(stamp.date)
        out.little(entry.checksum)
        out.little(isLarge ? UInt32.max : UInt32(entry.size))
        out.little(isLarge ? UInt32.max : UInt32(entry.size))
        out.little(UInt16(entry.name.count))
        out.little(UInt16(isLarge ? 28 : 0))
        out.little(UInt16(0))
        out.little(UInt16(0))
        out.little(UInt16(0))
        // 0755 folder or 0644 file.
        let isFolder = entry.name.last == UInt8(ascii: "/")
        out.little(UInt32(isFolder ? 0o040755 : 0o100644) << 16 | (isFolder ? 0x10 : 0))
        out.little(isLarge ? UInt32.max : UInt32(entry.offset))
        out.append(contentsOf: entry.name)
        guard isLarge else { return }
        out.little(UInt16(1))
        out.little(UInt16(24))
        out.little(entry.size)
        out.little(entry.size)
        out.little(entry.offset)
    }

    private static func dos(_ moment: Int64) -> (date: UInt16, time: UInt16) {
        let parts = ISOTime.text(moment).split { "-T:.Z".contains($0) }.compactMap { UInt16($0) }
        // DOS time begins in 1980.
        guard parts.count >= 6, (1980...2107).contains(parts[0]) else { return (0x21, 0) }
        return (
            (parts[0] - 1980) << 9 | parts[1] << 5 | parts[2], parts[3] << 11 | parts[4] << 5 | parts[5] / 2
        )
    }
}

extension [UInt8] {
    /// Appends a number, lowest byte first.
    mutating func little<Number: FixedWidthInteger>(_ number: Number) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
