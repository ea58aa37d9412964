/// Reads a ZIP file that somebody brought (APPNOTE 6.3, with its 64-bit fields), one entry after the other.
///
/// Sizes are what comes out, never what the archive says: a bomb ends at the limit.
package struct ZipArchive: Sendable {
    /// Why an archive cannot be read.
    package struct Failure: Error, Equatable {
        package let reason: String
    }

    package struct Entry: Sendable, Equatable {
        package let name: String
        /// How many bytes it says it unpacks to: for progress, never for trust.
        package let statedSize: Int
        /// How many bytes it takes in the archive.
        package let packedSize: Int
        /// A link to another file, as Unix programs pack it.
        package let isLink: Bool
        fileprivate let method: Int
        fileprivate let checksum: UInt32
        fileprivate let offset: Int
        fileprivate let isEncrypted: Bool
    }

    /// More entries are refused: a study has some thousands.
    package static let mostEntries = 200_000

    package let entries: [Entry]
    private let file: FileWindow

    package init(_ path: String) throws(Failure) {
        guard let file = FileWindow(path) else { throw Failure(reason: "the archive cannot be read") }
        try self.init(file)
    }

    package init(_ file: FileWindow) throws(Failure) {
        self.file = file
        entries = try Self.directory(file, size: file.count).filter { !$0.name.hasSuffix("/") }
    }

    /// Where the bytes of an entry lie that is not packed, so that they can be read in place; nil for others.
    package func window(of entry: Entry) -> FileWindow? {
        guard entry.method == 0, !entry.isEncrypted, let start = try? dataStart(of: entry) else { return nil }
        return file.part(at: start, count: entry.packedSize)
    }

    private func dataStart(of entry: Entry) throws(Failure) -> Int {
        let local = try Self.bytes(file, at: entry.offset, count: 30)
        guard local.count == 30, Self.number(local, 0, 4) == 0x0403_4B50 else {
            throw Failure(reason: "the entry has no header")
        }
        return entry.offset + 30 + Self.number(local, 26, 2) + Self.number(local, 28, 2)
    }

    /// Hands out what an entry unpacks to; answers its size.
    ///
    /// - Parameter limit: more bytes are refused.
    package func unpack(_ entry: Entry, limit: Int, _ body: (ArraySlice<UInt8>) throws -> Void) throws -> Int {
        if entry.isEncrypted { throw Failure(reason: "the entry is encrypted") }
        let start = try dataStart(of: entry)
        var inflate = Inflate(limit: limit)
        var checksum = CRC32()
        var size = 0
        var place = start
        let end = start + entry.packedSize
        while place < end {
            let chunk = try Self.bytes(file, at: place, count: min(1 << 18, end - place))
            guard !chunk.isEmpty else { throw Failure(reason: "the archive is cut off") }
            place += chunk.count
            switch entry.method {
            case 0:
                size += chunk.count
                guard size <= limit else { throw Failure(reason: "more than \(limit) bytes come out of it") }
                checksum.update(chunk)
                try body(chunk[...])
            case 8:
                do {
                    _ = try inflate.feed(chunk[...]) { part in
                        checksum.update(part)
                        try body(part)
                    }
                } catch let failure as Inflate.Failure {
                    if case .tooLarge = failure { throw Failure(reason: "more than \(limit) bytes come out of it") }
                    throw Failure(reason: "the entry is damaged")
                }
                size = inflate.totalOut
            default:
                throw Failure(reason: "the entry is packed in a way that is not read here (method \(entry.method))")
            }
        }
        guard entry.method == 0 || inflate.isFinished || entry.packedSize == 0 else {
            throw Failure(reason: "the entry is cut off")
        }
        guard checksum.value == entry.checksum else { throw Failure(reason: "the entry's checksum is wrong") }
        return size
    }

    // MARK: The directory at the end

    private static func directory(_ file: FileWindow, size: Int) throws(Failure) -> [Entry] {
        let tailSize = min(size, 65_557)
        let tail = try bytes(file, at: size - tailSize, count: tailSize)
        guard
            let end = stride(from: tail.count - 22, through: 0, by: -1)
                .first(where: { number(tail, $0, 4) == 0x0605_4B50 })
        else { throw Failure(reason: "it is no ZIP archive, or its end is missing") }
        var count = number(tail, end + 10, 2)
        var length = number(tail, end + 12, 4)
        var start = number(tail, end + 16, 4)
        if count == 0xFFFF || length == 0xFFFF_FFFF || start == 0xFFFF_FFFF, end >= 20,
            number(tail, end - 20, 4) == 0x0706_4B50
        {
            let record = try bytes(file, at: number(tail, end - 12, 8), count: 56)
            guard record.count == 56, number(record, 0, 4) == 0x0606_4B50 else {
                throw Failure(reason: "its directory is damaged")
            }
            count = number(record, 32, 8)
            length = number(record, 40, 8)
            start = number(record, 48, 8)
        }
        guard count <= mostEntries else { throw Failure(reason: "it has more than \(mostEntries) entries") }
        guard start >= 0, length >= 0, start <= size, length <= size - start, length <= 1 << 28 else {
            throw Failure(reason: "its directory is damaged")
        }
        return try entries(in: bytes(file, at: start, count: length), count: count)
    }

    private static func entries(in bytes: [UInt8], count: Int) throws(Failure) -> [Entry] {
        var entries: [Entry] = []
        var place = 0
        for _ in 0..<count {
            guard place + 46 <= bytes.count, number(bytes, place, 4) == 0x0201_4B50 else {
                throw Failure(reason: "its directory is damaged")
            }
            let nameEnd = place + 46 + number(bytes, place + 28, 2)
            let extraEnd = nameEnd + number(bytes, place + 30, 2)
            let end = extraEnd + number(bytes, place + 32, 2)
            guard end <= bytes.count else { throw Failure(reason: "its directory is damaged") }
            var packed = number(bytes, place + 20, 4)
            var size = number(bytes, place + 24, 4)
            var offset = number(bytes, place + 42, 4)
            readLargeFields(bytes[nameEnd..<extraEnd], &size, &packed, &offset)
            guard packed >= 0, offset >= 0, packed < 1 << 50, offset < 1 << 50 else {
                throw Failure(reason: "its directory is damaged")
            }
            entries.append(
                Entry(
                    name: String(decoding: bytes[place + 46..<nameEnd], as: UTF8.self),
                    statedSize: max(0, size), packedSize: packed,
                    // Made under Unix (3): the upper half of the outer attributes is the mode.
                    isLink: bytes[place + 5] == 3 && number(bytes, place + 40, 2) & 0o170000 == 0o120000,
                    method: number(bytes, place + 10, 2), checksum: UInt32(number(bytes, place + 16, 4)),
                    offset: offset, isEncrypted: bytes[place + 8] & 1 == 1
                )
            )
            place = end
        }
        return entries
    }

    /// The extra field 1 holds, in this order, those of size, packed size and offset that did not fit.
    private static func readLargeFields(
        _ extra: ArraySlice<UInt8>, _ size: inout Int, _ packed: inout Int, _ offset: inout Int
    ) {
        let bytes = Array(extra)
        var place = 0
        while place + 4 <= bytes.count {
            let length = number(bytes, place + 2, 2)
            guard number(bytes, place, 2) == 1 else {
                place += 4 + length
                continue
            }
            var field = place + 4
            if size == 0xFFFF_FFFF, field + 8 <= bytes.count {
                size = number(bytes, field, 8)
                field += 8
            }
            if packed == 0xFFFF_FFFF, field + 8 <= bytes.count {
                packed = number(bytes, field, 8)
                field += 8
            }
            if offset == 0xFFFF_FFFF, field + 8 <= bytes.count { offset = number(bytes, field, 8) }
            return
        }
    }

    private static func bytes(_ file: FileWindow, at offset: Int, count: Int) throws(Failure) -> [UInt8] {
        guard offset >= 0, count >= 0 else { throw Failure(reason: "its directory is damaged") }
        guard let bytes = file.bytes(at: offset, count: count) else {
            throw Failure(reason: "the archive cannot be read")
        }
        return bytes
    }

    /// A number of some bytes, the least first; out of range it is −1.
    private static func number(_ bytes: [UInt8], _ place: Int, _ width: Int) -> Int {
        guard place >= 0, place + width <= bytes.count else { return -1 }
        return (0..<width).reduce(0) { $0 | Int(truncatingIfNeeded: UInt64(bytes[place + $1]) << UInt64($1 * 8)) }
    }
}
