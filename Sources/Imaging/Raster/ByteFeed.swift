/// Bytes of a stream that wait to be read in pieces of known length.
struct ByteFeed: Sendable {
    private var bytes: [UInt8] = []
    private var start = 0
    /// The offset in the stream of the next byte.
    private(set) var offset = 0

    var count: Int { bytes.count - start }

    mutating func append(_ chunk: ArraySlice<UInt8>) {
        if start > 0 {
            bytes.removeFirst(start)
            start = 0
        }
        bytes.append(contentsOf: chunk)
    }

    /// The next bytes, if there are as many.
    mutating func take(_ length: Int) -> ArraySlice<UInt8>? {
        guard count >= length else { return nil }
        defer { drop(length) }
        return bytes[start..<start + length]
    }

    /// At most so many of the next bytes.
    mutating func takeUp(to length: Int) -> ArraySlice<UInt8> { take(min(length, count)) ?? [] }

    func peek(_ index: Int) -> UInt8? { index < count ? bytes[start + index] : nil }

    mutating func drop(_ length: Int) {
        start += length
        offset += length
    }

    /// Drops bytes up to the first `byte`; false if there is none.
    mutating func skip(to byte: UInt8) -> Bool {
        guard let found = bytes[start...].firstIndex(of: byte) else {
            drop(count)
            return false
        }
        drop(found - start)
        return true
    }
}

extension Collection<UInt8> {
    /// The bytes as one number, highest first.
    var big: Int { reduce(0) { $0 << 8 | Int($1) } }
    /// The bytes as one number, lowest first.
    var little: Int { reversed().reduce(0) { $0 << 8 | Int($1) } }
}

extension RasterLimits {
    /// Refuses sizes of nothing and sizes beyond the limit.
    func check(_ width: Int, _ height: Int, at offset: Int) throws(RasterError) {
        guard width > 0, height > 0 else {
            throw RasterError(offset: offset, reason: .badHeader("an image of \(width) × \(height) pixels"))
        }
        guard width.multipliedReportingOverflow(by: height).overflow == false, width * height <= pixels else {
            throw RasterError(offset: offset, reason: .tooManyPixels(width: width, height: height, limit: pixels))
        }
    }
}
