/// Reads XML event by event from untrusted bytes.
///
/// Deliberately less than XML 1.0: a document type declaration is skipped and never resolved, so there are no entities
/// but the five that XML has and numeric ones, neither files nor addresses are opened, and nothing can expand. UTF-8,
/// ASCII, ISO 8859-1 and Windows-1252 are read. Depth, attributes and lengths of names are limited.
struct XMLScanner {
    static let deepest = 200
    static let longestName = 128
    static let mostAttributes = 64

    /// The attributes of the element that began last.
    private(set) var attributes: [(name: String, value: String)] = []
    /// Where the next event begins, from 1.
    private(set) var line = 1

    private let bytes: [UInt8]
    private var position = 0
    private var open: [String] = []
    private var hasRoot = false
    /// The end of an element that was written `<a/>`.
    private var pendingEnd: String?

    init(_ bytes: [UInt8]) throws(XMLProblem) {
        self.bytes = try XMLEncoding.utf8(bytes)
        if self.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// The names of the elements that are open, the root first.
    var path: [String] { open }

    mutating func next() throws(XMLProblem) -> XMLEvent {
        if let name = pendingEnd {
            pendingEnd = nil
            open.removeLast()
            return .end(name)
        }
        while true {
            guard position < bytes.count else {
                if let unclosed = open.last { throw problem("the file ends inside <\(unclosed)>") }
                guard hasRoot else { throw problem("the file holds no element") }
                return .finish
            }
            guard bytes[position] == 0x3C else {
                if let text = try text() { return .text(text) }
                continue
            }
            if try skipMarkup() { continue }
            if starts(with: "<![CDATA[") { return .text(try characterData()) }
            return starts(with: "</") ? try endTag() : try startTag()
        }
    }

    /// Passes over the element that has just begun.
    mutating func skipElement() throws(XMLProblem) {
        var depth = 1
        while depth > 0 {
            switch try next() {
            case .start: depth += 1
            case .end: depth -= 1
            case .text: break
            case .finish: return
            }
        }
    }

    /// All text of the element that has just begun, blanks joined; what elements are inside is not told.
    mutating func content() throws(XMLProblem) -> String {
        var depth = 1
        var text = ""
        while depth > 0 {
            switch try next() {
            case .start: depth += 1
            case .end: depth -= 1
            case .text(let part): text += part
            case .finish: return text.joinedBlanks
            }
        }
        return text.joinedBlanks
    }

    func problem(_ reason: String) -> XMLProblem { XMLProblem(line: line, reason: reason) }
}

// Tags
extension XMLScanner {
    private mutating func startTag() throws(XMLProblem) -> XMLEvent {
        guard !(hasRoot && open.isEmpty) else { throw problem("a second root element") }
        guard open.count < Self.deepest else { throw problem("elements are nested more than \(Self.deepest) deep") }
        position += 1
        let name = try self.name()
        attributes.removeAll(keepingCapacity: true)
        while true {
            let hadBlank = skipBlanks()
            guard position < bytes.count else { throw problem("the file ends inside a tag") }
            if bytes[position] == 0x3E {
                position += 1
                break
            }
            if starts(with: "/>") {
                position += 2
                pendingEnd = name
                break
            }
            guard hadBlank else { throw problem("<\(name)>: a blank is missing before an attribute") }
            try readAttribute(of: name)
        }
        open.append(name)
        hasRoot = true
        return .start(name)
    }

    private mutating func readAttribute(of element: String) throws(XMLProblem) {
        guard attributes.count < Self.mostAttributes else { throw problem("<\(element)> has too many attributes") }
        let key = try name()
        skipBlanks()
        guard position < bytes.count, bytes[position] == 0x3D else { throw problem("attribute \(key) has no value") }
        position += 1
        skipBlanks()
        guard position < bytes.count, bytes[position] == 0x22 || bytes[position] == 0x27 else {
            throw problem("the value of attribute \(key) is not quoted")
        }
        let quote = bytes[position]
        position += 1
        let start = position
        while position < bytes.count, bytes[position] != quote {
            guard bytes[position] != 0x3C else { throw problem("attribute \(key) holds a <") }
            if bytes[position] == 0x0A { line += 1 }
            position += 1
        }
        guard position < bytes.count else { throw problem("the file ends inside attribute \(key)") }
        let value = try resolved(bytes[start..<position])
        position += 1
        guard !attributes.contains(where: { $0.name == key }) else { throw problem("attribute \(key) is there twice") }
        attributes.append((key, value))
    }

    private mutating func endTag() throws(XMLProblem) -> XMLEvent {
        position += 2
        let name = try self.name()
        skipBlanks()
        guard position < bytes.count, bytes[position] == 0x3E else { throw problem("</\(name) is not closed") }
        position += 1
        guard let last = open.popLast() else { throw problem("</\(name)> closes nothing") }
        guard last == name else { throw problem("</\(name)> closes <\(last)>") }
        return .end(name)
    }

    private mutating func name() throws(XMLProblem) -> String {
        let start = position
        while position < bytes.count, Self.isNameByte(bytes[position]) { position += 1 }
        guard position > start, !(0x30...0x39 ~= bytes[start]), bytes[start] != 0x2D, bytes[start] != 0x2E else {
            throw problem("a name was expected")
        }
        guard position - start <= Self.longestName else { throw problem("a name is too long") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D, 0x2E, 0x80...: true
        default: false
        }
    }
}

// Text and what is passed over
extension XMLScanner {
    /// The text up to the next tag, nil if it is blank and outside of the root.
    private mutating func text() throws(XMLProblem) -> String? {
        let start = position
        var lines = 0
        while position < bytes.count, bytes[position] != 0x3C {
            if bytes[position] == 0x0A { lines += 1 }
            position += 1
        }
        guard open.isEmpty else {
            let text = try resolved(bytes[start..<position])
            line += lines
            return text
        }
        guard bytes[start..<position].allSatisfy({ $0 <= 0x20 }) else {
            throw problem("text outside of the root element")
        }
        line += lines
        return nil
    }

    private mutating func characterData() throws(XMLProblem) -> String {
        guard !open.isEmpty else { throw problem("text outside of the root element") }
        let start = position + 9
        try pass("]]>", "a CDATA section")
        return String(decoding: bytes[start..<(position - 3)], as: UTF8.self)
    }

    /// Whether a comment, an instruction or the document type declaration was passed over.
    private mutating func skipMarkup() throws(XMLProblem) -> Bool {
        if starts(with: "<!--") {
            position += 2
            try pass("-->", "a comment")
        } else if starts(with: "<?") {
            try pass("?>", "an instruction")
        } else if starts(with: "<!DOCTYPE") {
            guard !hasRoot else { throw problem("a document type declaration after the root element") }
            try skipDocumentType()
        } else {
            return false
        }
        return true
    }

    /// Passes over the declaration with its internal subset; quotes and comments may hold brackets.
    private mutating func skipDocumentType() throws(XMLProblem) {
        var brackets = 0
        position += 9
        while position < bytes.count {
            switch bytes[position] {
            case 0x22, 0x27:
                let quote = bytes[position]
                position += 1
                while position < bytes.count, bytes[position] != quote {
                    if bytes[position] == 0x0A { line += 1 }
                    position += 1
                }
            case 0x3C where starts(with: "<!--"):
                try pass("-->", "a comment")
                continue
            case 0x5B: brackets += 1
            case 0x5D: brackets -= 1
            case 0x3E where brackets <= 0:
                position += 1
                return
            case 0x0A: line += 1
            default: break
            }
            position += 1
        }
        throw problem("the file ends inside its document type declaration")
    }

    private mutating func pass(_ end: String, _ what: String) throws(XMLProblem) {
        while position < bytes.count, !starts(with: end) {
            if bytes[position] == 0x0A { line += 1 }
            position += 1
        }
        guard position < bytes.count else { throw problem("the file ends inside \(what)") }
        position += end.utf8.count
    }

    @discardableResult private mutating func skipBlanks() -> Bool {
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case 0x0A: line += 1
            case 0x20, 0x09, 0x0D: break
            default: return position > start
            }
            position += 1
        }
        return position > start
    }

    private func starts(with text: String) -> Bool {
        var index = position
        for byte in text.utf8 {
            guard index < bytes.count, bytes[index] == byte else { return false }
            index += 1
        }
        return true
    }

    private func resolved(_ raw: ArraySlice<UInt8>) throws(XMLProblem) -> String {
        guard raw.contains(0x26) else { return String(decoding: raw, as: UTF8.self) }
        var text = ""
        var rest = raw
        while let ampersand = rest.firstIndex(of: 0x26) {
            text += String(decoding: rest[..<ampersand], as: UTF8.self)
            guard let end = rest[ampersand...].prefix(12).firstIndex(of: 0x3B) else {
                throw problem("an & that begins no entity")
            }
            let name = String(decoding: rest[(ampersand + 1)..<end], as: UTF8.self)
            guard let scalar = Self.entity(name) else { throw problem("the entity &\(name); is not known") }
            text.unicodeScalars.append(scalar)
            rest = rest[(end + 1)...]
        }
        return text + String(decoding: rest, as: UTF8.self)
    }

    private static func entity(_ name: String) -> Unicode.Scalar? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let number, number >= 0x20 || number == 9 || number == 10 || number == 13 else { return nil }
        return Unicode.Scalar(number)
    }
}
