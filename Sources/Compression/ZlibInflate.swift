/// Unpacks a zlib stream (RFC 1950): DEFLATE between a header and a checksum.
package struct ZlibInflate: Sendable {
    /// What is wrong with a stream.
    package enum Failure: Error, Sendable, Equatable {
        case badHeader
        case badChecksum
        case deflate(Inflate.Failure)
    }

    private var header: [UInt8] = []
    private var inflate: Inflate
    private var checksum = Adler32()
    private var trailer: [UInt8] = []

    package init(limit: Int = .max) { inflate = Inflate(limit: limit) }

    package var totalOut: Int { inflate.totalOut }

    /// Whether the stream ended and its checksum was right.
    package var isFinished: Bool { inflate.isFinished && trailer.count == 4 }

    /// Takes bytes and hands out what they unpack to; answers the offset after the last byte used.
    package mutating func feed(
        _ input: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) throws -> Void
    ) throws -> Int {
        var next = input.startIndex
        while header.count < 2, next < input.endIndex {
            header.append(input[next])
            next += 1
            if header.count == 2 { try checkHeader() }
        }
        guard header.count == 2 else { return next }
        if !inflate.isFinished {
            do {
                var checksum = checksum
                next = try inflate.feed(input[next...]) { part in
                    checksum.update(part)
                    try body(part)
                }
                self.checksum = checksum
            } catch let failure as Inflate.Failure {
                throw Failure.deflate(failure)
            }
        }
        guard inflate.isFinished else { return next }
        while trailer.count < 4, next < input.endIndex {
            trailer.append(input[next])
            next += 1
            if trailer.count == 4 {
                guard trailer.reduce(0, { $0 << 8 | UInt32($1) }) == checksum.value else { throw Failure.badChecksum }
            }
        }
        return next
    }

    private func checkHeader() throws(Failure) {
        let (method, flags) = (header[0], header[1])
        guard method & 0x0F == 8, method >> 4 <= 7, flags & 0x20 == 0, (Int(method) << 8 | Int(flags)) % 31 == 0 else {
            throw .badHeader
        }
    }
}
