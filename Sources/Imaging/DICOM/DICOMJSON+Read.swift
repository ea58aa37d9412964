package import JSON

extension DICOMJSON {
    /// Reads an object of the model, as a PACS sends it. What is not of the model is left out: a stranger's answer is
    /// asked for what it has.
    package static func item(_ value: JSONValue) -> DICOMItem {
        var item = DICOMItem()
        for (key, member) in value.object?.members ?? [] {
            guard let tag = DICOMTag(hexadecimal: key) else { continue }
            let vr = member["vr"]?.string.flatMap { DICOMVR(rawValue: $0) } ?? DICOMDictionary.vr(of: tag) ?? .UN
            if let inline = member["InlineBinary"]?.string, let bytes = Base64.bytes(inline) {
                item.set(tag, vr, .bytes(bytes))
            } else if member["BulkDataURI"] == nil {
                item.set(tag, vr, Self.value(member["Value"]?.array ?? [], vr))
            }
        }
        return item
    }

    /// Reads an array of objects, or one object alone.
    package static func items(_ value: JSONValue) -> [DICOMItem] {
        value.array?.map(item) ?? (value.object == nil ? [] : [item(value)])
    }

    private static func value(_ values: [JSONValue], _ vr: DICOMVR) -> DICOMValue {
        switch vr {
        case .SQ: .items(values.map(item))
        case .PN: .texts(values.map(name))
        case .AT: .tags(values.compactMap { $0.string.flatMap { DICOMTag(hexadecimal: $0) } })
        case .FL, .FD: .decimals(values.compactMap(\.double))
        case .SS, .US, .SL, .UL, .SV, .UV: .integers(values.compactMap { $0.integer ?? $0.string.flatMap { Int($0) } })
        default: .texts(values.map { $0.string ?? ($0.isNull ? "" : $0.text) })
        }
    }

    /// Some servers send a name as text and not as groups.
    private static func name(_ value: JSONValue) -> String {
        if let text = value.string { return text }
        let groups = ["Alphabetic", "Ideographic", "Phonetic"].map { value[$0]?.string ?? "" }
        return groups.joined(separator: "=").trimmingSuffix("=")
    }

    /// Writes a data set that was made here as one object.
    package static func write(_ item: DICOMItem, to writer: inout JSONWriter) {
        writer.object { writer in
            for element in item.elements {
                writer.key(element.tag.hexadecimal)
                writer.object { writer in
                    writer.member("vr", element.vr.rawValue)
                    write(element, to: &writer)
                }
            }
        }
    }

    private static func write(_ element: DICOMElement, to writer: inout JSONWriter) {
        switch element.value {
        case .bytes(let bytes):
            if !bytes.isEmpty { writer.member("InlineBinary", Base64.text(bytes)) }
        case .items(let items):
            if !items.isEmpty { writer.member("Value") { writer in for item in items { write(item, to: &writer) } } }
        case .tags(let tags):
            if !tags.isEmpty {
                writer.member("Value") { writer in for tag in tags { writer.value(tag.hexadecimal) } }
            }
        case .texts(let texts):
            guard !texts.isEmpty, texts != [""] else { return }
            switch element.vr {
            case .PN: writeNames(texts, to: &writer)
            case .DS, .IS: writeDecimals(texts, to: &writer)
            default: writeTexts(texts, to: &writer)
            }
        case .integers(let numbers):
            if !numbers.isEmpty { writer.member("Value") { writer in for number in numbers { writer.value(number) } } }
        case .decimals(let numbers):
            if !numbers.isEmpty { writer.member("Value") { writer in for number in numbers { writer.value(number) } } }
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        var text = Substring(self)
        while text.last == character { text.removeLast() }
        return String(text)
    }
}
