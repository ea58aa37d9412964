/// Turns the bytes of a text file into UTF-8, chunk by chunk, and refuses what is not in its encoding by line and column.
struct TextDecoder: Sendable {
    private enum Form { case unknown, utf8, utf16(bigEndian: Bool), latin1, windows1252 }

    private var form: Form
    private let fileName: String?
    /// Bytes at the end of a chunk that are not a whole character yet.
    private var rest: [UInt8] = []
    /// Where the next byte stands, one-based.
    private var line = 1
    private var column = 1

    init(_ encoding: TextEncoding, fileName: String?) {
        self.fileName = fileName
        switch encoding {
        case .detected: form = .unknown
        case .utf8: form = .unknown
        case .latin1: form = .latin1
        case .windows1252: form = .windows1252
        }
    }

    mutating func decode(_ chunk: [UInt8], isLast: Bool = false) throws(ImportError) -> [UInt8] {
        var bytes = rest.isEmpty ? chunk : rest + chunk
        rest = []
        if case .unknown = form {
            guard bytes.count >= 3 || isLast else {
                rest = bytes
                return []
            }
            bytes.removeFirst(detect(bytes))
        }
        switch form {
        case .unknown, .utf8: return try utf8(bytes, isLast)
        case .utf16(let bigEndian): return try utf16(bytes, bigEndian, isLast)
        case .latin1: return try single(bytes, "Latin-1") { UInt32($0) }
        case .windows1252: return try single(bytes, "Windows-1252", Self.windows1252)
        }
    }

    /// Looks for a byte order mark and answers its length.
    private mutating func detect(_ bytes: [UInt8]) -> Int {
        if bytes.starts(with: [0xFF, 0xFE]) {
            form = .utf16(bigEndian: false)
            return 2
        }
        if bytes.starts(with: [0xFE, 0xFF]) {
            form = .utf16(bigEndian: true)
            return 2
        }
        form = .utf8
        return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    private mutating func utf8(_ bytes: [UInt8], _ isLast: Bool) throws(ImportError) -> [UInt8] {
        let valid = Self.validPrefix(bytes)
        if valid < bytes.count {
            // At most three bytes of a character that may go on in the next chunk.
            let tail = bytes[valid...]
            guard !isLast, Self.mayGoOn(tail) else {
                advance(bytes[..<valid])
                throw error(.notUTF8(byte: bytes[valid]))
            }
            rest = Array(tail)
        }
        advance(bytes[..<valid])
        return valid == bytes.count ? bytes : Array(bytes[..<valid])
    }

    /// How many bytes from the beginning are whole UTF-8 characters. ASCII is crossed eight bytes at a time.
    private static func validPrefix(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes { buffer in
            var index = 0
            while index < buffer.count {
                while index + 8 <= buffer.count,
                    buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
                { index += 8 }
                guard index < buffer.count else { break }
                guard let (length, second) = UTF8Check.shape(buffer[index]), index + length <= buffer.count else {
                    break
                }
                if length > 1, !second.contains(buffer[index + 1]) { break }
                if length > 2, buffer[index + 2] & 0xC0 != 0x80 { break }
                if length > 3, buffer[index + 3] & 0xC0 != 0x80 { break }
                index += length
            }
            return index
        }
    }

    private static func mayGoOn(_ tail: ArraySlice<UInt8>) -> Bool {
        guard let lead = tail.first, let (length, second) = UTF8Check.shape(lead), tail.count < length else {
            return false
        }
        return tail.dropFirst().enumerated().allSatisfy { $0 == 0 ? second.contains($1) : $1 & 0xC0 == 0x80 }
    }

    private mutating func utf16(
        _ bytes: [UInt8], _ bigEndian: Bool, _ isLast: Bool
    ) throws(ImportError) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        func unit(_ index: Int) -> UInt32 {
            bigEndian
                ? UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1])
                : UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index])
        }
        var index = 0
        while index < bytes.count {
            let first = index + 2 <= bytes.count ? unit(index) : nil
            let isLead = first.map { (0xD800...0xDBFF).contains($0) } ?? false
            guard let first, !isLead || index + 4 <= bytes.count else {
                guard !isLast else { throw error(.notUTF16) }
                rest = Array(bytes[index...])
                break
            }
            var value = first
            if isLead {
                let second = unit(index + 2)
                guard (0xDC00...0xDFFF).contains(second) else { throw error(.notUTF16) }
                value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(value) else { throw error(.notUTF16) }
            let encoded = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            out += encoded
            advance(encoded[...])
            index += isLead ? 4 : 2
        }
        return out
    }

    private mutating func single(
        _ bytes: [UInt8], _ name: String, _ scalar: (UInt8) -> UInt32?
    ) throws(ImportError) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 {
                out.append(byte)
            } else {
                guard let value = scalar(byte), let character = Unicode.Scalar(value) else {
                    throw error(.undefinedByte(byte, encoding: name))
                }
                out.append(contentsOf: UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
            }
            advance(CollectionOfOne(byte))
        }
        return out
    }

    /// The Windows-1252 characters 0x80…0x9F (WHATWG Encoding, index windows-1252); the rest is Latin-1.
    private static func windows1252(_ byte: UInt8) -> UInt32? {
        let table: [UInt32] = [
            0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
            0x017D,
            0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,
            0x017E, 0x0178,
        ]
        guard (0x80...0x9F).contains(byte) else { return UInt32(byte) }
        let value = table[Int(byte) - 0x80]
        return value == 0 ? nil : value
    }

    private mutating func advance(_ bytes: some BidirectionalCollection<UInt8>) {
        guard let newline = bytes.lastIndex(of: 0x0A) else {
            column += bytes.count
            return
        }
        line += bytes.count { $0 == 0x0A }
        column = bytes.distance(from: newline, to: bytes.endIndex)
    }

    private func error(_ reason: ImportError.Reason) -> ImportError {
        ImportError(file: fileName, line: line, column: column, reason: reason)
    }
}
