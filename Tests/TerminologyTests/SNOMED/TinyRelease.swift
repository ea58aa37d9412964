import FoundationEssentials

@testable import Terminology

/// A small SNOMED CT release in the official layout, for tests: real numbers only for the metadata every reader must know,
/// all content invented, in a namespace that was never given out, with check digits that are right.
///
/// Its tables can be changed before it is written, so that tests can make it lie.
struct TinyRelease {
    /// A file of the release.
    struct Table: Equatable {
        var path: String
        var header: [String]
        var rows: [[String]] = []

        var text: String { ([header] + rows).map { $0.joined(separator: "\t") + "\r\n" }.joined() }
    }

    /// The names of `tables`.
    enum Kind: String, CaseIterable {
        case concept, description, textDefinition, relationship, statedRelationship, concreteValues, identifier, owl
        case language, association, attributeValue, simple, simpleMap, extendedMap
        case moduleDependency, descriptor, descriptionType
    }

    let version: String
    var tables: [Kind: Table] = [:]
    /// Files that are no tables, by path.
    var others: [String: String] = [:]
    private var last: UInt64 = 0

    /// A release that holds only what every release holds: root, top concepts and metadata.
    init(version: String = "20260101", edition: String = "INT", view: String = "Snapshot") {
        self.version = version
        for kind in Kind.allCases {
            let (name, columns) = kind.layout(view)
            tables[kind] = Table(
                path: "\(view)/\(name)_\(edition)_\(version).txt",
                header: columns.split(separator: " ").map(String.init))
        }
        for (code, name, tag, parent) in Self.metadata {
            add(code, name, tag: tag, parents: parent == 0 ? [] : [parent])
        }
        add(
            row: [Self.core, Self.dependencySet, Self.model].map(String.init) + [version, version],
            to: .moduleDependency)
        for (kind, length) in [(Self.fsn, "255"), (Self.synonym, "255"), (Self.definition, "4096")] {
            add(
                row: [Self.model, Self.descriptionTypeSet, kind, 900000000000540000].map(String.init) + [length],
                to: .descriptionType)
        }
        others["release_package_information.json"] =
            #"{"effectiveTime": "\#(version)", "licenceStatement": "Invented for tests.", "includedModules": []}"#
        others["Readme_en_\(version).txt"] = "Invented for tests.\r\n"
    }

    /// A number of the namespace of tests: partition 10 concept, 11 description, 12 relationship.
    static func identifier(_ item: UInt64, partition: UInt64 = 10) -> UInt64 {
        checked((item * 10_000_000 + 9_999_998) * 100 + partition)
    }

    /// A number with its check digit behind it.
    static func checked(_ number: UInt64) -> UInt64 {
        (0...9).lazy.map { number * 10 + $0 }.first { Self.isSound($0) } ?? 0
    }

    // MARK: Content

    /// Adds a concept with a fully specified name and a preferred term, and answers its number.
    @discardableResult
    mutating func concept(
        _ name: String, tag: String = "disorder", parents: [UInt64] = [], synonyms: [String] = [],
        isActive: Bool = true,
        isDefined: Bool = false
    ) -> UInt64 {
        last += 1
        let code = Self.identifier(last)
        add(code, name, tag: tag, parents: parents, isActive: isActive, isDefined: isDefined)
        for synonym in synonyms { description(of: code, synonym) }
        return code
    }

    /// Adds a description with a place in the language reference sets; answers its number.
    @discardableResult
    mutating func description(
        of concept: UInt64, _ term: String, type: UInt64 = synonym, isActive: Bool = true, language: String = "en",
        preferredIn: [UInt64] = [], acceptableIn: [UInt64] = [us, gb], table: Kind = .description
    ) -> UInt64 {
        last += 1
        let code = Self.identifier(last, partition: 11)
        tables[table]?.rows.append([
            String(code), version, isActive ? "1" : "0", String(Self.core), String(concept), language, String(type),
            term,
            String(Self.caseInsensitive),
        ])
        for (sets, acceptability) in [(preferredIn, Self.preferred), (acceptableIn, Self.acceptable)] {
            for set in sets { add(row: [Self.core, set, code, acceptability].map(String.init), to: .language) }
        }
        return code
    }

    /// Adds a relationship, of which those with `isA` make the hierarchy.
    mutating func relate(
        _ source: UInt64, _ type: UInt64, _ target: UInt64, group: Int = 0, isActive: Bool = true
    ) {
        last += 1
        tables[.relationship]?.rows.append([
            String(Self.identifier(last, partition: 12)), version, isActive ? "1" : "0", String(Self.core),
            String(source),
            String(target), String(group), String(type), String(Self.inferred), String(Self.someModifier),
        ])
    }

    /// Adds a relationship to a value: `#12.5`, `"text"`, `true`.
    mutating func relate(_ source: UInt64, _ type: UInt64, value: String, group: Int = 0) {
        last += 1
        tables[.concreteValues]?.rows.append([
            String(Self.identifier(last, partition: 12)), version, "1", String(Self.core), String(source), value,
            String(group), String(type), String(Self.inferred), String(Self.someModifier),
        ])
    }

    /// Adds a member of a reference set: the fields after `moduleId`.
    mutating func member(_ set: UInt64, _ component: UInt64, _ fields: String..., to kind: Kind) {
        add(row: [Self.core, set, component].map(String.init) + fields, to: kind)
    }

    /// Adds a row of a reference set, whose first field is the module.
    private mutating func add(row: [String], to kind: Kind) {
        last += 1
        let digits = String(last, radix: 16)
        let tail = String(repeating: "0", count: 12 - digits.count) + digits
        tables[kind]?.rows.append(["8a1e0c4f-93b2-4d67-8f00-\(tail)", version, "1"] + row)
    }

    private mutating func add(
        _ code: UInt64, _ name: String, tag: String, parents: [UInt64], isActive: Bool = true, isDefined: Bool = false
    ) {
        tables[.concept]?.rows.append([
            String(code), version, isActive ? "1" : "0", String(Self.core),
            String(isDefined ? Self.defined : Self.primitive),
        ])
        description(of: code, "\(name) (\(tag))", type: Self.fsn, preferredIn: [Self.us, Self.gb], acceptableIn: [])
        description(of: code, name, preferredIn: [Self.us, Self.gb], acceptableIn: [])
        for parent in parents { relate(code, Self.isA, parent, isActive: isActive) }
    }

    // MARK: Files

    /// The files by path.
    var files: [String: [UInt8]] {
        var files = others.mapValues { Array($0.utf8) }
        for table in tables.values { files[table.path] = Array(table.text.utf8) }
        return files
    }

    /// Writes the release into a new folder inside `folder`, and answers its path.
    func write(into folder: String) throws -> String { try Self.write(files, into: folder) }

    /// Writes files into a new folder inside `folder`, and answers its path.
    static func write(_ files: [String: [UInt8]], into folder: String) throws -> String {
        let root = folder + "/release-" + UUID().uuidString
        for (path, bytes) in files {
            let whole = root + "/" + path
            try FileManager.default.createDirectory(
                atPath: String(whole[..<(whole.lastIndex(of: "/") ?? whole.endIndex)]),
                withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(filePath: whole))
        }
        return root
    }

    /// Runs with a folder that is gone afterwards.
    static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.path + "/vesalius-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }
}
