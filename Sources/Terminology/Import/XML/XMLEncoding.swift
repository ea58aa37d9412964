/// Turns the bytes of an XML file into UTF-8, by its mark and its declaration.
enum XMLEncoding {
    static func utf8(_ bytes: [UInt8]) throws(XMLProblem) -> [UInt8] {
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
            throw XMLProblem(line: 1, reason: "UTF-16 is not read; save the file as UTF-8")
        }
        let encoding = declared(bytes)
        switch encoding {
        case "utf-8", "utf8", "us-ascii", "ascii":
            try check(bytes)
            return bytes
        case "iso-8859-1", "latin1", "windows-1252", "cp1252":
            return try decoded(bytes)
        default:
            throw XMLProblem(line: 1, reason: "the encoding \(encoding) is not read; save the file as UTF-8")
        }
    }

    private static func declared(_ bytes: [UInt8]) -> String {
        let head = String(decoding: bytes.prefix(200), as: UTF8.self)
        guard let declaration = head.firstRange(of: "<?xml"), let end = head.firstRange(of: "?>"),
            declaration.upperBound <= end.lowerBound
        else { return "utf-8" }
        let inside = head[declaration.upperBound..<end.lowerBound]
        guard let key = inside.firstRange(of: "encoding") else { return "utf-8" }
        let value = inside[key.upperBound...].drop { $0 == "=" || $0.isWhitespace }
        guard let quote = value.first, quote == "\"" || quote == "'" else { return "utf-8" }
        return value.dropFirst().prefix { $0 != quote }.lowercased()
    }

    private static func check(_ bytes: [UInt8]) throws(XMLProblem) {
        if isText(bytes[...]) { return }
        for line in TextLines(bytes) where !isText(line.bytes) {
            let isUTF8 = line.bytes.withUnsafeBufferPointer(UTF8Check.isValid)
            throw XMLProblem(line: line.number, reason: isUTF8 ? "a control character" : "bytes that are not UTF-8")
        }
    }

    private static func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            UTF8Check.isValid(buffer)
                && buffer.allSatisfy { $0 >= 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        }
    }

    private static func decoded(_ bytes: [UInt8]) throws(XMLProblem) -> [UInt8] {
        var utf8: [UInt8] = []
        utf8.reserveCapacity(bytes.count + bytes.count / 8)
        for line in TextLines(bytes) {
            let ascii = line.bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x09 }
            if ascii {
                utf8.append(contentsOf: line.bytes)
            } else if let text = Windows1252.text(line.bytes) {
                utf8.append(contentsOf: text.utf8)
            } else {
                throw XMLProblem(line: line.number, reason: "a control character")
            }
            utf8.append(0x0A)
        }
        return utf8
    }
}
