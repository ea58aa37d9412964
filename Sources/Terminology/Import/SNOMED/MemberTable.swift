/// The reference sets of a release as they are read, other than those of languages.
struct MemberTable: Sendable {
    /// A column's values are of this kind.
    enum Value: Sendable { case concept, integer, string }

    /// Categories and reasons that a release forgot to bring are a few; more are a sign that much is missing.
    private static let mostStrays = 1000

    /// What is looked up while members are read.
    struct Components: Sendable {
        var concepts: ConceptTable
        var descriptions: IdentifierTable
    }

    /// A reference set with the members of one kind of component.
    struct Part: Sendable {
        var code: UInt64
        var component: SnomedIdentifier.Component
        var set: ReferenceSet
        /// The file that its first row stands in.
        var file: String
    }

    private(set) var parts: [Part] = []
    private(set) var strings = StringPool()
    /// Concepts that fields name and that are in no file: they get rows behind all others.
    private(set) var strays: [UInt64] = []
    private var strayRows = IdentifierTable()
    private var last: (code: UInt64, component: SnomedIdentifier.Component, part: Int) = (0, .concept, -1)
    /// The last component of each column: categories and correlations repeat themselves.
    private var lastValue = [(code: UInt64, row: UInt32)](repeating: (0, IdentifierTable.none), count: 40)

    /// Makes ready for tables with other columns: the last reference set may not have them.
    mutating func begin() { last = (0, .concept, -1) }

    mutating func take(
        _ row: RF2Row, _ head: RF2Reader.Head, _ file: RF2File, _ values: [Value], _ components: Components,
        _ log: inout RF2Log
    ) {
        let code = row[4].identifier
        let member = row[5].identifier
        guard let component = SnomedIdentifier.component(of: member) else {
            return log.refuse(
                file.name, row.line, file.columns[5],
                "\(row[5].shown) is no SNOMED CT identifier, which has 6 to 18 digits")
        }
        let target =
            switch component {
            case .concept: components.concepts[member]
            case .description: components.descriptions[member]
            case .relationship: IdentifierTable.none
            }
        guard target != IdentifierTable.none else { return note(member, component, row, file, &log) }
        if last.part < 0 || last.code != code || last.component != component {
            guard let part = part(code, component, row, file, values, &log) else { return }
            last = (code, component, part)
        }
        guard isSound(row, file, values, components, &log) else { return }
        append(row, head, target, values, components)
    }

    private mutating func append(
        _ row: RF2Row, _ head: RF2Reader.Head, _ target: UInt32, _ values: [Value], _ components: Components
    ) {
        let part = last.part
        parts[part].set.member.append(target)
        parts[part].set.isActive.append(head.isActive)
        parts[part].set.module.append(head.module)
        parts[part].set.effectiveTime.append(head.time)
        for (index, value) in values.enumerated() {
            let field = row[6 + index]
            switch value {
            case .concept: parts[part].set.columns[index].append(lastValue[index].row)
            case .integer: parts[part].set.columns[index].append(Self.integer(field) ?? 0)
            case .string: parts[part].set.columns[index].append(strings.number(of: field.buffer))
            }
        }
    }

    /// Checks the fields of a row, so that either all of them are kept or none; leaves what components were found.
    private mutating func isSound(
        _ row: RF2Row, _ file: RF2File, _ values: [Value], _ components: Components, _ log: inout RF2Log
    ) -> Bool {
        for (index, value) in values.enumerated() {
            let field = row[6 + index]
            switch value {
            case .string: break
            case .integer:
                guard Self.integer(field) != nil else {
                    log.refuse(file.name, row.line, file.columns[6 + index], "\(field.shown) is no whole number")
                    return false
                }
            case .concept:
                guard field.count > 0 else {
                    lastValue[index] = (0, IdentifierTable.none)
                    break
                }
                let code = field.identifier
                if code != 0, code == lastValue[index].code { break }
                let found = components.concepts[code == 0 ? 1 : code]
                if found == IdentifierTable.none {
                    guard code != 0, SnomedIdentifier.isSound(code) else {
                        log.refuse(file.name, row.line, file.columns[6 + index], RF2Reader.fault(field, .concept))
                        return false
                    }
                }
                lastValue[index] = (
                    code, found == IdentifierTable.none ? stray(code, row, file, 6 + index, components, &log) : found
                )
            }
        }
        return true
    }

    /// The row of a concept that is in no file.
    private mutating func stray(
        _ code: UInt64, _ row: RF2Row, _ file: RF2File, _ column: Int, _ components: Components, _ log: inout RF2Log
    ) -> UInt32 {
        // Descriptions and relationships as values are left out.
        guard SnomedIdentifier.component(of: code) == .concept else { return IdentifierTable.none }
        let known = strayRows[code]
        if known != IdentifierTable.none { return known }
        guard strays.count < Self.mostStrays else {
            log.warn(
                "concepts are not in the release: left empty", file.name, row.line, file.columns[column],
                "the concept \(code) is not in the release: left empty")
            return IdentifierTable.none
        }
        log.warn(
            "concepts are not in the release", file.name, row.line, file.columns[column],
            "the concept \(code) is not in the release; it is kept as a number without a name, out of use")
        let number = UInt32(components.concepts.codes.count + strays.count)
        strays.append(code)
        strayRows.set(code, number)
        return number
    }

    private static func integer(_ field: RF2Field) -> Int32? {
        guard field.count > 1, field.start[0] == UInt8(ascii: "-") else { return field.small }
        return RF2Field(start: field.start + 1, count: field.count - 1).small.map { -$0 }
    }

    private func note(
        _ member: UInt64, _ component: SnomedIdentifier.Component, _ row: RF2Row, _ file: RF2File, _ log: inout RF2Log
    ) {
        guard SnomedIdentifier.isSound(member) else {
            return log.refuse(file.name, row.line, file.columns[5], "the check digit of \(member) is wrong")
        }
        if component == .relationship {
            log.warn(
                "members are relationships", file.name, row.line, file.columns[5],
                "members that are relationships are not kept")
        } else {
            log.warn(
                "members are not in the release", file.name, row.line, file.columns[5],
                "the \(component) \(member) is not in the release: passed over")
        }
    }

    private mutating func part(
        _ code: UInt64, _ component: SnomedIdentifier.Component, _ row: RF2Row, _ file: RF2File, _ values: [Value],
        _ log: inout RF2Log
    ) -> Int? {
        let names = Array(file.columns.dropFirst(6))
        if let known = parts.firstIndex(where: { $0.code == code && $0.component == component }) {
            guard parts[known].set.columnNames == names else {
                log.refuse(
                    file.name, row.line, file.columns[4],
                    "the reference set \(code) has other columns here than in \(parts[known].file)")
                return nil
            }
            return known
        }
        guard SnomedIdentifier.isSound(code), SnomedIdentifier.component(of: code) == .concept else {
            log.refuse(file.name, row.line, file.columns[4], RF2Reader.fault(row[4], .concept))
            return nil
        }
        var pattern = ReferenceSet.Pattern.other
        if case .members(let known) = file.kind { pattern = known }
        // The concept is found when all is read: sets whose concept is in no file get one then.
        var set = ReferenceSet(concept: 0, pattern: pattern)
        set.columnNames = names
        set.refersToDescriptions = component == .description
        set.columns = values.map { value in
            switch value {
            case .concept: .concepts([])
            case .integer: .integers([])
            case .string: .strings([])
            }
        }
        parts.append(Part(code: code, component: component, set: set, file: file.name))
        return parts.count - 1
    }
}

extension ReferenceSet.Column {
    // Taken out before it is changed, for the array would be copied otherwise.
    fileprivate mutating func append(_ value: UInt32) {
        switch self {
        case .concepts(var rows):
            self = .integers([])
            rows.append(value)
            self = .concepts(rows)
        case .strings(var numbers):
            self = .integers([])
            numbers.append(value)
            self = .strings(numbers)
        case .integers: break
        }
    }

    fileprivate mutating func append(_ value: Int32) {
        guard case .integers(var numbers) = self else { return }
        self = .strings([])
        numbers.append(value)
        self = .integers(numbers)
    }
}

extension RF2File {
    /// What the columns behind `referencedComponentId` hold: by the letters in the name, else by what columns are called.
    var memberValues: [MemberTable.Value] {
        let letters = pattern
        return columns.dropFirst(6).enumerated().map { index, name in
            let name = name.lowercased()
            // These are known whatever the file is called.
            if ["mapgroup", "mappriority", "mapblock", "attributeorder", "descriptionlength", "order"].contains(name) {
                return .integer
            }
            if ["sourceeffectivetime", "targeteffectivetime", "maptarget", "maprule", "mapadvice"].contains(name) {
                return .string
            }
            switch index < letters.count ? letters[index] : " " {
            case "c": return .concept
            case "i": return .integer
            case "s": return .string
            default: return name.hasSuffix("id") || name == "targetcomponent" ? .concept : .string
            }
        }
    }
}
