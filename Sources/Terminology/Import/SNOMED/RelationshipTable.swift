/// The relationships of a release as they are read: the active inferred ones.
struct RelationshipTable: Sendable {
    private(set) var edges = EdgeColumns()
    private(set) var attributes = AttributeColumns()
    private(set) var values: [ConcreteValue] = []
    private var valuePool = StringPool()
    private var lastType: (code: UInt64, row: UInt32) = (0, IdentifierTable.none)

    init(expecting bytes: Int) {
        // A row has 133 bytes; a quarter of the rows is active and no part of the hierarchy, a quarter is.
        edges.child.reserveCapacity(bytes / 500)
        edges.parent.reserveCapacity(bytes / 500)
        attributes.source.reserveCapacity(bytes / 500)
        attributes.target.reserveCapacity(bytes / 500)
        attributes.type.reserveCapacity(bytes / 500)
        attributes.isValue.reserveCapacity(bytes / 500)
        attributes.group.reserveCapacity(bytes / 500)
    }

    mutating func take(
        _ row: RF2Row, _ head: RF2Reader.Head, _ file: RF2File, _ concepts: ConceptTable, _ log: inout RF2Log
    ) {
        let (source, target, type) = (row[4].identifier, row[5].identifier, row[7].identifier)
        guard source != 0, target != 0, type != 0 else {
            let column = source == 0 ? 4 : target == 0 ? 5 : 7
            return log.refuse(file.name, row.line, file.columns[column], RF2Reader.fault(row[column], .concept))
        }
        guard let group = row[6].small, group <= UInt16.max else {
            return log.refuse(file.name, row.line, file.columns[6], "\(row[6].shown) is no number of a group")
        }
        guard Self.isKnown(row, file, &log) else { return }
        guard head.isActive, row[8].identifier == SnomedConstants.inferred else { return }
        let (from, to) = (concepts[source], concepts[target])
        guard from != IdentifierTable.none, to != IdentifierTable.none else {
            let column = from == IdentifierTable.none ? 4 : 5
            return log.refuse(file.name, row.line, file.columns[column], DescriptionTable.missing(row[column]))
        }
        guard concepts.isActive(from), concepts.isActive(to) else {
            return log.warn(
                "active relationships of inactive concepts", file.name, row.line, "",
                "the relationship is active, and a concept of it is not: passed over")
        }
        if type == SnomedConstants.isA {
            guard from != to else {
                return log.refuse(file.name, row.line, file.columns[5], "the concept \(source) is its own parent")
            }
            edges.child.append(from)
            edges.parent.append(to)
            return
        }
        guard let type = self.type(type, concepts) else {
            return log.refuse(file.name, row.line, file.columns[7], DescriptionTable.missing(row[7]))
        }
        append(from, type, to, isValue: false, UInt16(group))
    }

    /// A row of the file of concrete values.
    mutating func takeValue(
        _ row: RF2Row, _ head: RF2Reader.Head, _ file: RF2File, _ concepts: ConceptTable, _ log: inout RF2Log
    ) {
        let (source, type) = (row[4].identifier, row[7].identifier)
        guard source != 0, type != 0 else {
            let column = source == 0 ? 4 : 7
            return log.refuse(file.name, row.line, file.columns[column], RF2Reader.fault(row[column], .concept))
        }
        guard let value = Self.value(row[5].text) else {
            return log.refuse(
                file.name, row.line, file.columns[5],
                "\(row[5].shown) is neither #number, nor \"text\", nor true or false")
        }
        guard let group = row[6].small, group <= UInt16.max else {
            return log.refuse(file.name, row.line, file.columns[6], "\(row[6].shown) is no number of a group")
        }
        guard Self.isKnown(row, file, &log) else { return }
        guard head.isActive, row[8].identifier == SnomedConstants.inferred else { return }
        let from = concepts[source]
        guard from != IdentifierTable.none, let type = self.type(type, concepts) else {
            let column = from == IdentifierTable.none ? 4 : 7
            return log.refuse(file.name, row.line, file.columns[column], DescriptionTable.missing(row[column]))
        }
        guard concepts.isActive(from) else {
            return log.warn(
                "active relationships of inactive concepts", file.name, row.line, "",
                "the relationship is active, and its concept is not: passed over")
        }
        let index = valuePool.number(of: row[5].buffer) - 1
        if Int(index) == values.count { values.append(value) }
        append(from, type, index, isValue: true, UInt16(group))
    }

    private mutating func append(_ source: UInt32, _ type: UInt32, _ target: UInt32, isValue: Bool, _ group: UInt16) {
        attributes.source.append(source)
        attributes.type.append(type)
        attributes.target.append(target)
        attributes.isValue.append(isValue)
        attributes.group.append(group)
    }

    private mutating func type(_ code: UInt64, _ concepts: ConceptTable) -> UInt32? {
        if code != lastType.code { lastType = (code, concepts[code]) }
        return lastType.row == IdentifierTable.none ? nil : lastType.row
    }

    @inline(__always)
    private static func isKnown(_ row: RF2Row, _ file: RF2File, _ log: inout RF2Log) -> Bool {
        switch row[8].identifier {
        case SnomedConstants.inferred, SnomedConstants.stated, SnomedConstants.additional, SnomedConstants.qualifying:
            break
        default:
            log.refuse(file.name, row.line, file.columns[8], "\(row[8].shown) is no known kind of a relationship")
            return false
        }
        let modifier = row[9].identifier
        guard modifier == SnomedConstants.some || modifier == SnomedConstants.all else {
            log.refuse(file.name, row.line, file.columns[9], "\(row[9].shown) is no known modifier of a relationship")
            return false
        }
        return true
    }

    /// `#12.5`, `"text"` with quotes and backslashes after a backslash, `true`.
    static func value(_ text: String) -> ConcreteValue? {
        switch text.utf8.first {
        case UInt8(ascii: "#"):
            let number = String(text.dropFirst())
            return isDecimal(number) ? .number(number) : nil
        case UInt8(ascii: "\""):
            guard text.utf8.count >= 2, text.hasSuffix("\"") else { return nil }
            var inner = ""
            var isEscaped = false
            for character in text.unicodeScalars.dropFirst().dropLast() {
                if isEscaped {
                    guard character == "\"" || character == "\\" else { return nil }
                    inner.unicodeScalars.append(character)
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    return nil
                } else {
                    inner.unicodeScalars.append(character)
                }
            }
            return isEscaped ? nil : .text(inner)
        default: return text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
        }
    }

    private static func isDecimal(_ text: String) -> Bool {
        var digits = text.utf8[...]
        if digits.first == UInt8(ascii: "-") || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
    }
}
