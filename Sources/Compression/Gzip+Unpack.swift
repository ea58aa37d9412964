extension Gzip {
    /// What is wrong with a gzip file.
    package enum Failure: Error, Sendable, Equatable {
        case badHeader
        case badChecksum
        case isCutOff
        case deflate(Inflate.Failure)
    }

    /// Unpacks a gzip file of one member (RFC 1952).
    ///
    /// - Parameter limit: the most bytes that may come out.
    package static func unpacked(_ bytes: [UInt8], limit: Int = .max) throws(Failure) -> [UInt8] {
        var next = try headerEnd(bytes)
        var result: [UInt8] = []
        // The last word says how much there is, if the file is honest; a lie costs no memory.
        if bytes.count >= 18 { result.reserveCapacity(min(Int(word(bytes, bytes.count - 4)), limit, bytes.count * 8)) }
        var checksum = CRC32()
        var inflate = Inflate(limit: limit)
        do {
            next = try inflate.feed(bytes[next...]) { part in
                checksum.update(part)
                result.append(contentsOf: part)
            }
        } catch let failure as Inflate.Failure {
            throw .deflate(failure)
        } catch {
            throw .badHeader
        }
        guard inflate.isFinished, bytes.count >= next + 8 else { throw .isCutOff }
        guard word(bytes, next) == checksum.value else { throw .badChecksum }
        return result
    }

    /// Where the DEFLATE stream begins.
    private static func headerEnd(_ bytes: [UInt8]) throws(Failure) -> Int {
        guard bytes.count >= 10, bytes[0] == 0x1F, bytes[1] == 0x8B, bytes[2] == 8 else { throw .badHeader }
        let flags = bytes[3]
        var next = 10
        if flags & 4 != 0 {
            guard next + 2 <= bytes.count else { throw .badHeader }
            next += 2 + Int(bytes[next]) + Int(bytes[next + 1]) << 8
        }
        // A name and a comment end with a zero.
        for flag: UInt8 in [8, 16] where flags & flag != 0 {
            while next < bytes.count, bytes[next] != 0 { next += 1 }
            next += 1
        }
        if flags & 2 != 0 { next += 2 }
        guard next <= bytes.count else { throw .badHeader }
        return next
    }

    private static func word(_ bytes: [UInt8], _ index: Int) -> UInt32 {
        UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
            | UInt32(bytes[index + 3]) << 24
    }
}
