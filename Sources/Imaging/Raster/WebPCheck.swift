/// Checks the structure of a WebP file (RFC 9649): the container's size, its chunks, and an image that fits its canvas.
struct WebPCheck: Sendable {
    private(set) var header: RasterHeader?
    private let limits: RasterLimits
    private var feed = ByteFeed()
    /// The offset at which the file must end; nil before the container's header.
    private var end: Int?
    private var chunkStart = 0
    /// Bytes of the present chunk that are of no interest.
    private var skipping = 0
    private var hasImage = false

    init(_ limits: RasterLimits) { self.limits = limits }

    mutating func feed(_ chunk: ArraySlice<UInt8>) throws(RasterError) {
        feed.append(chunk)
        while try step() {}
    }

    func finish() throws(RasterError) -> RasterHeader {
        guard let end, feed.offset + feed.count >= end, skipping == 0 else {
            throw RasterError(offset: feed.offset + feed.count, reason: .truncated)
        }
        guard let header, hasImage else { throw error(.badStructure("there is no image in the file")) }
        return header
    }

    private mutating func step() throws(RasterError) -> Bool {
        guard let end else {
            guard let bytes = feed.take(12) else { return false }
            self.end = 8 + bytes.dropFirst(4).prefix(4).little
            return true
        }
        if skipping > 0 {
            let part = feed.takeUp(to: skipping).count
            skipping -= part
            return skipping == 0
        }
        guard feed.offset < end else {
            feed.drop(feed.count)
            return false
        }
        chunkStart = feed.offset
        // The longest header an image chunk needs is ten bytes.
        guard
            let length = (0..<8).map({ feed.peek($0) }).suffix(4).reversed().reduce(
                Int?.some(0),
                { sum, byte in
                    guard let sum, let byte else { return nil }
                    return sum << 8 | Int(byte)
                })
        else { return false }
        let padded = length + length % 2
        guard chunkStart + 8 + padded <= end else { throw error(.badStructure("a chunk is longer than the file")) }
        let needed = min(10, length)
        guard feed.count >= 8 + needed, let bytes = feed.take(8 + needed).map(Array.init) else { return false }
        skipping = padded - needed
        try read(String(decoding: bytes[..<4], as: UTF8.self), Array(bytes[8...]))
        return true
    }

    private mutating func read(_ type: String, _ body: [UInt8]) throws(RasterError) {
        switch type {
        case "VP8 ":
            guard body.count >= 10, body[3..<6].elementsEqual([0x9D, 0x01, 0x2A]) else {
                throw error(.badHeader("it does not begin a key frame"))
            }
            // RFC 6386 §9.1: 14 bits of size, 2 of scaling.
            try found(body[6..<8].little & 0x3FFF, body[8..<10].little & 0x3FFF)
        case "VP8L":
            guard body.count >= 5, body[0] == 0x2F else { throw error(.badHeader("the lossless signature is missing")) }
            let bits = body[1..<5].little
            try found(bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
        case "VP8X":
            guard body.count >= 10, header == nil else { throw error(.badHeader("the extended header is wrong")) }
            let (width, height) = (body[4..<7].little + 1, body[7..<10].little + 1)
            try limits.check(width, height, at: chunkStart)
            header = RasterHeader(.webp, width: width, height: height)
        case "ANMF": hasImage = true
        default: break
        }
    }

    /// Takes the size of the image itself, which must be that of the extended header if there is one.
    private mutating func found(_ width: Int, _ height: Int) throws(RasterError) {
        try limits.check(width, height, at: chunkStart)
        hasImage = true
        if let header {
            guard header.width == width, header.height == height else {
                throw error(.badStructure("the image has another size than the file's header says"))
            }
        } else {
            header = RasterHeader(.webp, width: width, height: height)
        }
    }

    private func error(_ reason: RasterError.Reason) -> RasterError { RasterError(offset: chunkStart, reason: reason) }
}
