import Foundation
import Imaging

/// Reads a ZIP file that somebody brought (APPNOTE 6.3, with its 64-bit fields), one entry after the other.
///
/// Sizes are what comes out, never what the archive says: a bomb ends at the limit.
struct ZipArchive {
    /// Why an archive cannot be read.
    struct Failure: Error, Equatable {
        let reason: String
    }

    struct Entry: Equatable {
        let name: String
        fileprivate let method: Int
        fileprivate let checksum: UInt32
        fileprivate let packedSize: Int
        fileprivate let offset: Int
        fileprivate let isEncrypted: Bool
    }

    /// More entries are refused: a study has some thousands.
    static let mostEntries = 200_000

    let entries: [Entry]
    private let file: FileHandle

    init(_ path: String) throws(Failure) {
        guard let file = FileHandle(forReadingAtPath: path), let size = try? file.seekToEnd() else {
            throw Failure(reason: "the archive cannot be read")
        }
        self.file = file
        entries = try Self.directory(file, size: Int(size)).filter { !$0.name.hasSuffix("/") }
    }

    /// Hands out what an entry unpacks to; answers its size.
    ///
    /// - Parameter limit: more bytes are refused.
    func unpack(_ entry: Entry, limit: Int, _ body: (ArraySlice<UInt8>) throws -> Void) throws -> Int {
        if entry.isEncrypted { throw Failure(reason: "the entry is encrypted") }
        let local = try Self.bytes(file, at: entry.offset, count: 30)
        guard local.count == 30, Self.number(local, 0, 4) == 0x0403_4B50 else {
            throw Failure(reason: "the entry has no header")
        }
        let start = entry.offset + 30 + Self.number(local, 26, 2) + Self.number(local, 28, 2)
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

    private static func directory(_ file: FileHandle, size: Int) throws(Failure) -> [Entry] {
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
            var offset = number(bytes, place + 42, 4)
            readLargeFields(
                bytes[nameEnd..<extraEnd], hasSize: number(bytes, place + 24, 4) == 0xFFFF_FFFF, &packed, &offset
            )
            guard packed >= 0, offset >= 0, packed < 1 << 50, offset < 1 << 50 else {
                throw Failure(reason: "its directory is damaged")
            }
            entries.append(
                Entry(
                    name: String(decoding: bytes[place + 46..<nameEnd], as: UTF8.self),
                    method: number(bytes, place + 10, 2), checksum: UInt32(number(bytes, place + 16, 4)),
                    packedSize: packed, offset: offset, isEncrypted: bytes[place + 8] & 1 == 1
                )
            )
            place = end
        }
        return entries
    }

    /// The extra field 1 holds, in this order, those of size, packed size and offset that did not fit.
    private static func readLargeFields(
        _ extra: ArraySlice<UInt8>, hasSize: Bool, _ packed: inout Int, _ offset: inout Int
    ) {
        let bytes = Array(extra)
        var place = 0
        while place + 4 <= bytes.count {
            let length = number(bytes, place + 2, 2)
            guard number(bytes, place, 2) == 1 else {
                place += 4 + length
                continue
            }
            var field = place + 4 + (hasSize ? 8 : 0)
            if packed == 0xFFFF_FFFF, field + 8 <= bytes.count {
                packed = number(bytes, field, 8)
                field += 8
            }
            if offset == 0xFFFF_FFFF, field + 8 <= bytes.count { offset = number(bytes, field, 8) }
            return
        }
    }

    private static func bytes(_ file: FileHandle, at offset: Int, count: Int) throws(Failure) -> [UInt8] {
        guard offset >= 0, count >= 0 else { throw Failure(reason: "its directory is damaged") }
        do {
            try file.seek(toOffset: UInt64(offset))
            return [UInt8](try file.read(upToCount: count) ?? Data())
        } catch {
            throw Failure(reason: "the archive cannot be read")
        }
    }

    /// A number of some bytes, the least first; out of range it is −1.
    private static func number(_ bytes: [UInt8], _ place: Int, _ width: Int) -> Int {
        guard place >= 0, place + width <= bytes.count else { return -1 }
        return (0..<width).reduce(0) { $0 | Int(truncatingIfNeeded: UInt64(bytes[place + $1]) << UInt64($1 * 8)) }
    }
}
