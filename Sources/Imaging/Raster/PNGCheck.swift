import Compression

/// Checks a PNG file (ISO/IEC 15948): every checksum, the order of the chunks, and that the packed rows are exactly
/// those the header promises.
struct PNGCheck: Sendable {
    private enum Place {
        case signature
        case chunkHeader
        case body(type: [UInt8], left: Int)
        case checksum(type: [UInt8])
        case end
    }

    private(set) var header: RasterHeader?
    private let limits: RasterLimits
    private let headerOnly: Bool
    private var feed = ByteFeed()
    private var place = Place.signature
    private var checksum = CRC32()
    private var chunkStart = 0
    private var headerBytes: [UInt8] = []
    private var rows: PNGRows?
    private var pixels: ZlibInflate?
    private var hasPalette = false
    private var isPalette = false
    /// Pixel data ended: no more of it may come.
    private var pixelsEnded = false

    init(_ limits: RasterLimits, headerOnly: Bool) {
        self.limits = limits
        self.headerOnly = headerOnly
    }

    mutating func feed(_ chunk: ArraySlice<UInt8>) throws(RasterError) {
        feed.append(chunk)
        while try step() { if headerOnly, header != nil { return } }
    }

    func finish() throws(RasterError) -> RasterHeader {
        guard case .end = place, let header, let rows, let pixels else {
            throw RasterError(offset: feed.offset + feed.count, reason: .truncated)
        }
        guard rows.isComplete, pixels.isFinished else {
            throw RasterError(
                offset: feed.offset, reason: .pixelData(found: rows.count, promised: rows.promised))
        }
        return header
    }

    private mutating func step() throws(RasterError) -> Bool {
        switch place {
        case .signature:
            guard feed.take(8) != nil else { return false }
            place = .chunkHeader
        case .chunkHeader:
            chunkStart = feed.offset
            guard let bytes = feed.take(8) else { return false }
            let type = Array(bytes.suffix(4))
            checksum = CRC32()
            checksum.update(type)
            try begin(type, length: bytes.prefix(4).big)
        case .body(let type, let left):
            let part = feed.takeUp(to: left)
            checksum.update(part)
            try read(part, of: type)
            guard part.count == left else {
                place = .body(type: type, left: left - part.count)
                return false
            }
            place = .checksum(type: type)
        case .checksum(let type):
            guard let bytes = feed.take(4) else { return false }
            guard bytes.big == Int(checksum.value) else { throw error(.badChecksum(Self.name(type))) }
            try end(type)
        case .end:
            // What stands after the end is no part of the picture, and viewers do not mind it.
            feed.drop(feed.count)
            return false
        }
        return true
    }

    private mutating func begin(_ type: [UInt8], length: Int) throws(RasterError) {
        guard length <= Int(Int32.max) else { throw error(.badStructure("a chunk is longer than the format allows")) }
        guard type.allSatisfy({ (65...90).contains($0) || (97...122).contains($0) }) else {
            throw error(.badStructure("a chunk has no proper name: bytes are missing before here, or too many"))
        }
        let name = Self.name(type)
        guard (header == nil) == (name == "IHDR") else {
            throw error(.badStructure(header == nil ? "the file does not begin with IHDR" : "there are two headers"))
        }
        if name == "IHDR", length != 13 { throw error(.badHeader("it has \(length) bytes instead of 13")) }
        if name == "IDAT" {
            guard !pixelsEnded else { throw error(.badStructure("the pixel data is not in one piece")) }
            guard !isPalette || hasPalette else { throw error(.badStructure("the palette is missing")) }
            if pixels == nil, let rows { pixels = ZlibInflate(limit: rows.promised) }
        } else if pixels != nil {
            pixelsEnded = true
        }
        if name == "PLTE" { hasPalette = true }
        if name == "IEND" {
            guard let rows, pixels != nil else { throw error(.badStructure("there is no pixel data")) }
            guard rows.isComplete, pixels?.isFinished == true else {
                throw error(.pixelData(found: rows.count, promised: rows.promised))
            }
        }
        place = .body(type: type, left: length)
    }

    private mutating func read(_ part: ArraySlice<UInt8>, of type: [UInt8]) throws(RasterError) {
        if header == nil { headerBytes += part }
        guard pixels != nil, Self.name(type) == "IDAT", !part.isEmpty else { return }
        // Taken out so that both can change in place.
        guard var stream = pixels, var found = rows else { return }
        pixels = nil
        rows = nil
        defer {
            pixels = stream
            rows = found
        }
        do {
            let used = try stream.feed(part) { try found.take($0) }
            guard used == part.endIndex else { throw error(.badStructure("there is data after the packed pixels")) }
        } catch let error as RasterError {
            throw error
        } catch ZlibInflate.Failure.deflate(.tooLarge) {
            throw error(.pixelData(found: found.promised + 1, promised: found.promised))
        } catch ZlibInflate.Failure.badChecksum {
            throw error(.badChecksum("the pixel data"))
        } catch is PNGRows.BadFilter {
            throw error(.badStructure("row \(found.row) of the pixel data has no proper filter"))
        } catch {
            throw self.error(.badCompression)
        }
    }

    private mutating func end(_ type: [UInt8]) throws(RasterError) {
        switch Self.name(type) {
        case "IHDR":
            let (width, height) = (headerBytes[0..<4].big, headerBytes[4..<8].big)
            try limits.check(width, height, at: chunkStart + 8)
            guard let rows = PNGRows(width: width, height: height, form: headerBytes[8..<13]) else {
                throw error(.badHeader("its depth, colour type, packing, filter or interlace is none of the format's"))
            }
            isPalette = headerBytes[9] == 3
            self.rows = rows
            header = RasterHeader(.png, width: width, height: height)
            place = .chunkHeader
        case "IEND": place = .end
        default: place = .chunkHeader
        }
    }

    private func error(_ reason: RasterError.Reason) -> RasterError { RasterError(offset: chunkStart, reason: reason) }

    private static func name(_ type: [UInt8]) -> String { String(decoding: type, as: UTF8.self) }
}
