extension MarkupReader {
    @discardableResult
    mutating func skipSpace() -> Bool {
        let start = at
        while isSpace(bytes[at]) { at += 1 }
        return at > start
    }

    func starts(with word: StaticString) -> Bool {
        guard at + word.utf8CodeUnitCount <= end else { return false }
        return word.withUTF8Buffer { word in
            for index in word.indices where bytes[at + index] != word[index] { return false }
            return true
        }
    }

    mutating func readName() throws(MarkupError) -> String {
        let start = at
        guard isNameStart(bytes[at]) else { throw error(.badName) }
        while isNamePart(bytes[at]) { at += 1 }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    mutating func readComment() throws(MarkupError) -> String {
        let start = place()
        at += 4
        let first = at
        while at < end {
            if bytes[at] == UInt8(ascii: "-"), bytes[at + 1] == UInt8(ascii: "-") {
                guard at + 2 < end, bytes[at + 2] == UInt8(ascii: ">") else { break }
                at += 3
                return normalised(bytes[first..<(at - 3)])
            }
            try checkCharacter()
            at += 1
        }
        throw error(.badComment, at: start)
    }

    mutating func readSection() throws(MarkupError) -> String {
        let start = place()
        at += 9
        let first = at
        while at < end {
            if bytes[at] == UInt8(ascii: "]"), starts(with: "]]>") {
                at += 3
                return normalised(bytes[first..<(at - 3)])
            }
            try checkCharacter()
            at += 1
        }
        throw error(.sectionNotClosed("CDATA section"), at: start)
    }

    mutating func skipInstruction() throws(MarkupError) {
        let start = place()
        at += 2
        while at < end {
            if starts(with: "?>") {
                at += 2
                return
            }
            at += 1
        }
        throw error(.sectionNotClosed("processing instruction"), at: start)
    }

    /// Reads characters up to `stop`, a “<” or the end, and decodes them.
    ///
    /// Line ends become one line feed (XML 1.0 §2.11), and in attributes white space that is not written as a
    /// character reference becomes a space (§3.3.3).
    mutating func readRun(stop: UInt8, inAttribute: Bool = false) throws(MarkupError) -> String {
        var decoded: [UInt8] = []
        var start = at
        let first = at
        while at < end, bytes[at] != stop, bytes[at] != UInt8(ascii: "<") {
            let byte = bytes[at]
            switch byte {
            case UInt8(ascii: "&"):
                decoded += bytes[start..<at]
                decoded += try readReference()
                start = at
            case UInt8(ascii: "\r"):
                decoded += bytes[start..<at]
                at += bytes[at + 1] == UInt8(ascii: "\n") ? 2 : 1
                decoded.append(inAttribute ? 32 : 10)
                start = at
            case UInt8(ascii: "\n"), UInt8(ascii: "\t"):
                if inAttribute {
                    decoded += bytes[start..<at]
                    decoded.append(32)
                    start = at + 1
                }
                at += 1
            default:
                try checkCharacter()
                if byte == UInt8(ascii: ">"), !inAttribute, at - first >= 2, bytes[at - 1] == UInt8(ascii: "]"),
                    bytes[at - 2] == UInt8(ascii: "]")
                {
                    throw error(.sectionEndInText)
                }
                at += 1
            }
        }
        if decoded.isEmpty { return String(decoding: bytes[start..<at], as: UTF8.self) }
        decoded += bytes[start..<at]
        return String(decoding: decoded, as: UTF8.self)
    }

    /// Refuses what XML 1.0 §2.2 does not call a character.
    private mutating func checkCharacter() throws(MarkupError) {
        let byte = bytes[at]
        if byte >= 32 && byte != 0xEF { return }
        if byte == 9 || byte == 10 || byte == 13 { return }
        if byte == 0xEF, !(bytes[at + 1] == 0xBF && at + 2 < end && bytes[at + 2] >= 0xBE) { return }
        throw error(.badCharacter)
    }

    private mutating func readReference() throws(MarkupError) -> [UInt8] {
        let start = place()
        // The longest useful reference is “&#x10FFFF;”; leading zeros beyond 32 bytes are refused with it.
        let limit = min(end, at + 32)
        var close = at + 1
        while close < limit, bytes[close] != UInt8(ascii: ";"),
            isNamePart(bytes[close]) || bytes[close] == UInt8(ascii: "#")
        {
            close += 1
        }
        guard close < limit, bytes[close] == UInt8(ascii: ";"), close > at + 1 else {
            throw error(.bareAmpersand, at: start)
        }
        let name = String(decoding: bytes[(at + 1)..<close], as: UTF8.self)
        guard let scalar = Self.scalar(named: name) else { throw error(.unknownEntity(name), at: start) }
        at = close + 1
        return Array(String(scalar).utf8)
    }

    private static func scalar(named name: String) -> Unicode.Scalar? {
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.hasPrefix("#") else { return nil }
            let isHexadecimal = name.hasPrefix("#x")
            let digits = name.dropFirst(isHexadecimal ? 2 : 1)
            guard digits.first != "+", let code = UInt32(digits, radix: isHexadecimal ? 16 : 10) else { return nil }
            let isAllowed = code >= 32 ? code & 0xFFFE != 0xFFFE || code > 0xFFFF : [9, 10, 13].contains(code)
            return isAllowed ? Unicode.Scalar(code) : nil
        }
    }

    private func normalised(_ slice: ArraySlice<UInt8>) -> String {
        guard slice.contains(13) else { return String(decoding: slice, as: UTF8.self) }
        var plain: [UInt8] = []
        for index in slice.indices {
            if slice[index] != 13 {
                plain.append(slice[index])
            } else if !(index + 1 < slice.endIndex && slice[index + 1] == 10) {
                plain.append(10)
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

    private func isNameStart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: ":"), 0x80...:
            true
        default: false
        }
    }

    private func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: isNameStart(byte)
        }
    }
}
