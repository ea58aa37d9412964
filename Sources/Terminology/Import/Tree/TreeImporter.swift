import Compression

/// Reads somebody's own tree of choices: Label Studio's nested JSON or XML, a table, or indented text.
///
/// A choice is known by its alias, and without one by its path: the values from the top down with ` / ` between. The key
/// comes with the request; the version, where none is wished, is the checksum of the file.
package enum TreeImporter: ReleaseImporter {
    /// A file of 500 000 choices has some 60 MB.
    private static let mostBytes = 256 << 20

    private enum Format { case json, xml, table(TableFormat), text }

    package static func recognises(_ source: ReleaseSource) throws -> Bool {
        guard source.entries.count == 1, let entry = source.entries.first else { return false }
        return try format(source, entry) != nil
    }

    package static func read(
        _ source: ReleaseSource, _ request: ReleaseRequest, progress: ImportProgress,
        _ take: (ReleaseDraft, _ warnings: [ImportProblem]) throws -> Void
    ) throws {
        guard source.entries.count == 1, let entry = source.entries.first else {
            throw ImportFailure([ImportProblem(file: source.name, reason: "a tree is one file, and there are several")])
        }
        guard let format = try format(source, entry) else {
            throw ImportFailure([
                ImportProblem(
                    file: entry.name,
                    reason:
                        "it is neither JSON with a list of items, XML with a <Taxonomy>, a table with the columns id and term, "
                        + "nor indented text")
            ])
        }
        let run = ImportRun(source, request, progress, files: [entry])
        var reading = TreeReading(run, entry.name)
        var checksum = CRC32()
        switch format {
        case .table(let table):
            checksum.update(try run.bytes(entry, limit: mostBytes))
            try reading.readTable(entry, table)
        case .json, .xml, .text:
            let bytes = try run.bytes(entry, limit: mostBytes)
            checksum.update(bytes)
            let nodes: [TreeNode] =
                switch format {
                case .json: try TreeJSON.nodes(bytes, run.problems, entry.name)
                case .xml: try TreeXML.nodes(bytes, run.problems, entry.name)
                default: try TreeText.nodes(bytes, run.problems, entry.name)
                }
            try run.problems.stopIfWrong()
            try reading.add(nodes)
        }
        try run.problems.stopIfWrong()
        let version = String(checksum.value, radix: 16)
        try take(try reading.finish(version: version), run.problems.takeWarnings())
    }

    private static func format(_ source: ReleaseSource, _ entry: ReleaseSource.Entry) throws -> Format? {
        let head = try source.head(entry, 4096)
        let text = String(decoding: head.starts(with: [0xEF, 0xBB, 0xBF]) ? head[3...] : head[...], as: UTF8.self)
        let first = text.first { !$0.isWhitespace }
        if first == "[" || first == "{" {
            let isOther = text.contains("\"resourceType\"") || first == "{" && !text.contains("\"items\"")
            return isOther ? nil : .json
        }
        if first == "<" { return ["<Choice", "<Taxonomy", "<View"].contains { text.contains($0) } ? .xml : nil }
        let line = text.prefix { !$0.isNewline }
        for table in [TableFormat.commas, .tabs] {
            let names = line.split(separator: Character(Unicode.Scalar(table.separator))).map {
                $0.trimmingPrefix("\"").lowercased().replacing("\"", with: "")
            }
            let header = TableHeader(file: entry.name, names: names)
            if TreeReading.codeNames.contains(where: { header.has($0) }),
                TreeReading.termNames.contains(where: { header.has($0) })
            {
                return .table(table)
            }
        }
        let isText = [".txt", ".text"].contains { entry.name.lowercased().hasSuffix($0) }
        return isText && TreeText.isLikely(text) ? .text : nil
    }
}
