/// Reads XML 1.0 without document types: elements, attributes, text, CDATA, comments and the predefined entities.
///
/// It works on an array of bytes with a zero after the last, so that looking one byte ahead is always in bounds, and
/// keeps its open elements in a list, so that depth costs no stack.
struct MarkupReader {
    /// The labelling language needs about ten levels, a taxonomy some twenty; libxml2 stops at 256.
    static let maximumDepth = 128
    /// An inline taxonomy of 100 000 nodes takes about 6 MB.
    static let maximumBytes = 16 << 20

    let bytes: [UInt8]
    let end: Int
    var at = 0
    private var counter = PlaceCounter()

    init(_ text: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 1)
        bytes.append(contentsOf: text.utf8)
        end = bytes.count
        bytes.append(0)
        self.bytes = bytes
    }

    mutating func readDocument() throws(MarkupError) -> MarkupDocument {
        guard end <= Self.maximumBytes else { throw error(.tooLong(limit: Self.maximumBytes)) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
        let before = try readSurroundings()
        guard at < end else { throw error(.empty, at: MarkupPlace()) }
        guard bytes[at] == UInt8(ascii: "<") else { throw error(.textOutsideRoot) }
        let root = try readTree()
        let after = try readSurroundings()
        guard at == end else { throw error(.textOutsideRoot) }
        return MarkupDocument(before: before, root: root, after: after)
    }

    /// An error here, or at an earlier place that was kept.
    mutating func error(_ reason: MarkupError.Reason, at place: MarkupPlace? = nil) -> MarkupError {
        MarkupError(reason: reason, place: place ?? self.place())
    }

    mutating func place() -> MarkupPlace { counter.place(of: min(at, end), in: bytes) }

    /// Skips space and processing instructions outside the root; gives the comments.
    private mutating func readSurroundings() throws(MarkupError) -> [String] {
        var comments: [String] = []
        while true {
            skipSpace()
            if starts(with: "<!--") {
                comments.append(try readComment())
            } else if starts(with: "<?") {
                try skipInstruction()
            } else if starts(with: "<!") {
                throw error(.documentType)
            } else {
                return comments
            }
        }
    }

    private mutating func readTree() throws(MarkupError) -> MarkupElement {
        let (root, isEmpty) = try readTag()
        if isEmpty { return root }
        var open = [root]
        while let last = open.indices.last {
            guard at < end else { throw error(.notClosed(tag: open[last].name), at: open[last].place) }
            guard bytes[at] == UInt8(ascii: "<") else {
                open[last].append(text: try readRun(stop: UInt8(ascii: "<")))
                continue
            }
            switch bytes[at + 1] {
            case UInt8(ascii: "/"):
                try readClosing(of: open[last])
                let done = open.removeLast()
                if open.isEmpty { return done }
                open[last - 1].children.append(.element(done))
            case UInt8(ascii: "?"):
                try skipInstruction()
            case UInt8(ascii: "!"):
                if starts(with: "<!--") {
                    open[last].children.append(.comment(try readComment()))
                } else if starts(with: "<![CDATA[") {
                    open[last].children.append(.literal(try readSection()))
                } else {
                    throw error(.documentType)
                }
            default:
                let (element, isEmpty) = try readTag()
                if isEmpty {
                    open[last].children.append(.element(element))
                } else {
                    guard open.count < Self.maximumDepth else {
                        throw error(.tooDeep(limit: Self.maximumDepth), at: element.place)
                    }
                    open.append(element)
                }
            }
        }
        throw error(.empty)
    }

    private mutating func readTag() throws(MarkupError) -> (MarkupElement, isEmpty: Bool) {
        let start = place()
        at += 1
        let name = try readName()
        var attributes: [MarkupAttribute] = []
        while true {
            let hadSpace = skipSpace()
            if bytes[at] == UInt8(ascii: ">") || (bytes[at] == UInt8(ascii: "/") && bytes[at + 1] == UInt8(ascii: ">"))
            {
                let isEmpty = bytes[at] != UInt8(ascii: ">")
                at += isEmpty ? 2 : 1
                return (MarkupElement(name, attributes: attributes, place: start), isEmpty)
            }
            guard at < end else { throw error(.notClosed(tag: name), at: start) }
            guard hadSpace else { throw error(.missingSpace(tag: name)) }
            let attribute = try readAttribute()
            guard !attributes.contains(where: { $0.name == attribute.name }) else {
                throw error(.attributeTwice(attribute.name), at: attribute.place)
            }
            attributes.append(attribute)
        }
    }

    private mutating func readAttribute() throws(MarkupError) -> MarkupAttribute {
        let start = place()
        let name = try readName()
        skipSpace()
        guard bytes[at] == UInt8(ascii: "=") else { throw error(.attributeWithoutValue(name), at: start) }
        at += 1
        skipSpace()
        let quote = bytes[at]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw error(.attributeWithoutValue(name))
        }
        at += 1
        let value = try readRun(stop: quote, inAttribute: true)
        guard at < end else { throw error(.attributeNotClosed(name), at: start) }
        guard bytes[at] == quote else { throw error(.lessThanInValue(name)) }
        at += 1
        return MarkupAttribute(name, value, place: start)
    }

    private mutating func readClosing(of element: MarkupElement) throws(MarkupError) {
        let start = place()
        at += 2
        let name = try readName()
        guard name == element.name else {
            throw error(.wrongClosing(tag: name, open: element.name, line: element.place.line), at: start)
        }
        skipSpace()
        guard bytes[at] == UInt8(ascii: ">") else { throw error(.notClosed(tag: "/" + name), at: start) }
        at += 1
    }
}

extension MarkupElement {
    /// Text on both sides of a dropped instruction is one text.
    fileprivate mutating func append(text: String) {
        if case .text(let before)? = children.last {
            children[children.count - 1] = .text(before + text)
        } else {
            children.append(.text(text))
        }
    }
}
