import CCodecs
import Compression
import Imaging

/// Unpacks gzip files (RFC 1952) of one member or several.
enum Gunzip {
    static func isPacked(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B, 8]) }

    /// - Parameters:
    ///   - limit: the most bytes that may come out.
    static func unpack(_ bytes: [UInt8], limit: Int) throws(DecodeFailure) -> [UInt8] {
        guard let start = bodyStart(bytes, from: 0), bytes.count >= start + 8 else {
            throw .malformed(reason: "not a gzip file", place: "byte 0")
        }
        // The last four bytes tell the size of a single member, modulo 2³²; it cannot exceed 1032 times what is packed.
        let told = (0..<4).reduce(0) { $0 | Int(bytes[bytes.count - 4 + $1]) << (8 * $1) }
        if told > 0, told <= limit, told <= bytes.count * 1032 {
            var written = 0
            var code: Int32 = -1
            let out = [UInt8](unsafeUninitializedCapacity: told) { out, filled in
                code = bytes[start...].withUnsafeBufferPointer {
                    codec_inflate($0.baseAddress, $0.count - 8, out.baseAddress, told, &written)
                }
                filled = code == 0 ? written : 0
            }
            if code == 0, out.count == told { return out }
        }
        // The output grows by doubling: half of what a worker has at once.
        return try unpackSlowly(bytes, limit: min(limit, 600_000_000))
    }

    /// Member by member, without knowing how much comes out.
    private static func unpackSlowly(_ bytes: [UInt8], limit: Int) throws(DecodeFailure) -> [UInt8] {
        var out: [UInt8] = []
        var next = 0
        while let start = bodyStart(bytes, from: next) {
            var inflate = Inflate(limit: limit - out.count)
            do {
                next = try inflate.feed(bytes[start...]) { out.append(contentsOf: $0) }
            } catch Inflate.Failure.tooLarge {
                throw .tooLarge(reason: "the file holds more than \(limit) bytes")
            } catch {
                throw .malformed(reason: "the packed data are damaged", place: "byte \(start)")
            }
            guard inflate.isFinished else {
                throw .malformed(reason: "the file ends early", place: "byte \(bytes.count)")
            }
            next += 8
        }
        return out
    }

    /// Where the packed bytes of a member begin.
    private static func bodyStart(_ bytes: [UInt8], from start: Int) -> Int? {
        guard start + 18 <= bytes.count, bytes[start] == 0x1F, bytes[start + 1] == 0x8B, bytes[start + 2] == 8 else {
            return nil
        }
        let flags = bytes[start + 3]
        var next = start + 10
        if flags & 4 != 0 {
            guard next + 2 <= bytes.count else { return nil }
            next += 2 + Int(bytes[next]) + Int(bytes[next + 1]) << 8
        }
        for flag in [UInt8(8), 16] where flags & flag != 0 {
            guard next < bytes.count, let end = bytes[next...].firstIndex(of: 0) else { return nil }
            next = end + 1
        }
        if flags & 2 != 0 { next += 2 }
        return next <= bytes.count ? next : nil
    }
}
