package import JSON

/// The DICOM JSON model (PS3.18 annex F).
package enum DICOMJSON {
    /// What becomes of values that are bytes.
    package enum Bulk: Sendable {
        /// They are left out, with what belongs to them.
        case omitted
        /// They stand in the text as Base64 up to this many bytes; longer ones are left out.
        case inline(limit: Int)
        /// A reference stands for them: this text, a slash and the tags that lead there.
        case reference(base: String)
    }

    /// Writes a data set as one object.
    package static func write(_ dataSet: DICOMDataSet, to writer: inout JSONWriter, bulk: Bulk = .omitted) {
        write(dataSet, to: &writer, bulk, path: "")
    }

    private static func write(
        _ dataSet: DICOMDataSet, to writer: inout JSONWriter, _ bulk: Bulk, path: String
    ) {
        writer.object { writer in
            for entry in dataSet.entries where entry.tag.element != 0 && entry.tag.group > 2 {
                write(entry, of: dataSet, to: &writer, bulk, path: path)
            }
        }
    }

    private static func write(
        _ entry: DICOMEntry, of dataSet: DICOMDataSet, to writer: inout JSONWriter, _ bulk: Bulk, path: String
    ) {
        let vr = dataSet.vr(of: entry)
        let name = entry.tag.hexadecimal
        let isBulk = vr.isBulk || entry.tag == .pixelData
        if isBulk, case .omitted = bulk { return }
        writer.key(name)
        writer.object { writer in
            writer.member("vr", vr.rawValue)
            guard !entry.range.isEmpty else { return }
            switch vr {
            case _ where isBulk: writeBulk(entry, of: dataSet, to: &writer, bulk, path + "/" + name)
            case .SQ:
                writer.member("Value") { writer in
                    for (index, item) in dataSet.items(of: entry).enumerated() {
                        write(item, to: &writer, bulk, path: "\(path)/\(name)/\(index + 1)")
                    }
                }
            case .PN: writeNames(dataSet.texts(of: entry), to: &writer)
            case .DS, .IS: writeDecimals(dataSet.texts(of: entry), to: &writer)
            case .AT:
                writer.member("Value") { writer in
                    for tag in dataSet.tags(entry.tag) ?? [] { writer.value(tag.hexadecimal) }
                }
            case _ where vr.isText: writeTexts(dataSet.texts(of: entry), to: &writer)
            default: writeNumbers(dataSet.numbers(of: entry) ?? [], to: &writer)
            }
        }
    }

    private static func writeBulk(
        _ entry: DICOMEntry, of dataSet: DICOMDataSet, to writer: inout JSONWriter, _ bulk: Bulk, _ path: String
    ) {
        switch bulk {
        case .inline(let limit) where entry.range.count <= limit && !entry.isOpen:
            writer.member("InlineBinary", Base64.text(dataSet.bytes.copy(entry.range)))
        case .reference(let base): writer.member("BulkDataURI", base + path)
        default: break
        }
    }

    /// Names have up to three groups: in letters, in ideographs, as they sound (PS3.5 §6.2.1.1).
    static func writeNames(_ names: [String], to writer: inout JSONWriter) {
        writer.member("Value") { writer in
            for name in names {
                guard !name.isEmpty else {
                    writer.null()
                    continue
                }
                let groups = name.split(separator: "=", maxSplits: 2, omittingEmptySubsequences: false)
                writer.object { writer in
                    for (key, group) in zip(["Alphabetic", "Ideographic", "Phonetic"], groups) where !group.isEmpty {
                        writer.member(key, String(group))
                    }
                }
            }
        }
    }

    /// Numbers in text are numbers; what is none stays text, since nothing may be lost.
    static func writeDecimals(_ texts: [String], to writer: inout JSONWriter) {
        writer.member("Value") { writer in
            for text in texts {
                if text.isEmpty {
                    writer.null()
                } else if let whole = Int(text) {
                    writer.value(whole)
                } else if let number = DICOMNumber.decimal(text) {
                    writer.value(number)
                } else {
                    writer.value(text)
                }
            }
        }
    }

    static func writeTexts(_ texts: [String], to writer: inout JSONWriter) {
        writer.member("Value") { writer in
            for text in texts { if text.isEmpty { writer.null() } else { writer.value(text) } }
        }
    }

    private static func writeNumbers(_ numbers: [DICOMNumber], to writer: inout JSONWriter) {
        writer.member("Value") { writer in
            for number in numbers {
                switch number {
                case .signed(let value): writer.value(value)
                case .unsigned(let value): writer.raw(String(value))
                // The shortest text of a float is that of its own width: 0.1, not 0.10000000149.
                case .float(let value): if value.isFinite { writer.raw("\(value)") } else { writer.value("\(value)") }
                case .double(let value): if value.isFinite { writer.value(value) } else { writer.value("\(value)") }
                }
            }
        }
    }
}

extension JSONWriter {
    /// A member whose value is an array.
    mutating func member(_ key: String, _ body: (inout JSONWriter) -> Void) {
        member(key, array: body)
    }
}
