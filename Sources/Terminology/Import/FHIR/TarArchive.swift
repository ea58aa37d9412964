/// The files of a tar archive (POSIX ustar, with the long names of pax and GNU), as npm packs them.
struct TarArchive {
    struct Failure: Error, Equatable {
        let reason: String
    }

    /// Names and where in `bytes` the files lie.
    let files: [(name: String, range: Range<Int>)]
    let bytes: [UInt8]

    private static let block = 512
    private static let mostFiles = 100_000

    init(_ bytes: [UInt8]) throws(Failure) {
        self.bytes = bytes
        var files: [(name: String, range: Range<Int>)] = []
        var place = 0
        var longName: String?
        while place + Self.block <= bytes.count {
            // Two empty blocks end the archive.
            if bytes[place] == 0 { break }
            try Self.checkSum(bytes, place)
            guard let size = Self.number(bytes[place + 124..<place + 136]), size >= 0 else {
                throw Failure(reason: "the size of a file in it cannot be read")
            }
            let start = place + Self.block
            guard size <= bytes.count - start else { throw Failure(reason: "it is cut off inside a file") }
            let range = start..<start + size
            switch bytes[place + 156] {
            case UInt8(ascii: "0"), 0:
                files.append((longName ?? Self.name(bytes, place), range))
                longName = nil
                guard files.count <= Self.mostFiles else {
                    throw Failure(reason: "it has more than \(Self.mostFiles) files")
                }
            case UInt8(ascii: "x"): longName = Self.path(inPax: bytes[range]) ?? longName
            case UInt8(ascii: "L"): longName = Self.text(bytes[range])
            // Folders, links and notes for all files.
            default: longName = nil
            }
            place = start + (size + Self.block - 1) / Self.block * Self.block
        }
        self.files = files
    }

    private static func name(_ bytes: [UInt8], _ place: Int) -> String {
        let name = text(bytes[place..<place + 100])
        let isPOSIX = text(bytes[place + 257..<place + 262]) == "ustar"
        let prefix = isPOSIX ? text(bytes[place + 345..<place + 500]) : ""
        return prefix.isEmpty ? name : prefix + "/" + name
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Octal digits, or after a high bit the number itself (GNU).
    private static func number(_ field: ArraySlice<UInt8>) -> Int? {
        if let first = field.first, first & 0x80 != 0 {
            return field.suffix(7).reduce(0) { $0 << 8 | Int($1) }
        }
        let digits = text(field).filter { $0 != " " }
        return digits.isEmpty ? 0 : Int(digits, radix: 8)
    }

    /// The sum of the header's bytes, its own field taken as blanks.
    private static func checkSum(_ bytes: [UInt8], _ place: Int) throws(Failure) {
        var sum = 0
        for index in 0..<block { sum += (148..<156).contains(index) ? 32 : Int(bytes[place + index]) }
        guard number(bytes[place + 148..<place + 156]) == sum else {
            throw Failure(reason: "it is no tar archive, or it is damaged")
        }
    }

    /// The record `path=` of a pax header: `30 path=…`, its length first.
    private static func path(inPax bytes: ArraySlice<UInt8>) -> String? {
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            guard let blank = line.firstIndex(of: " ") else { continue }
            let record = line[line.index(after: blank)...]
            if record.hasPrefix("path=") { return String(record.dropFirst(5)) }
        }
        return nil
    }
}
