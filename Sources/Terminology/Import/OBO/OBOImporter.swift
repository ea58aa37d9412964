/// Reads an ontology in OBO 1.2 or 1.4: the Human Phenotype Ontology, MONDO and their like.
///
/// The key is the ontology's own name (`hp`); terms of other ontologies that it borrows stay what they are.
package enum OBOImporter: ReleaseImporter {
    private static let mostBytes = 1 << 30

    package static func recognises(_ source: ReleaseSource) throws -> Bool { try file(source) != nil }

    package static func read(
        _ source: ReleaseSource, _ request: ReleaseRequest, progress: ImportProgress,
        _ take: (ReleaseDraft, _ warnings: [ImportProblem]) throws -> Void
    ) throws {
        guard let entry = try file(source) else {
            throw ImportFailure([
                ImportProblem(file: source.name, reason: "there is no OBO file in it (format-version: 1.2 or 1.4)")
            ])
        }
        let run = ImportRun(source, request, progress, files: [entry])
        var reading = OBOReading(run, entry)
        for line in TextLines(try run.bytes(entry, limit: mostBytes)) {
            if line.number % 65_536 == 0 { try run.goOn() }
            guard let text = String(validating: line.bytes, as: UTF8.self) else {
                try run.problems.fail(entry.name, line.number, "", "the text is not UTF-8")
                continue
            }
            try reading.take(text, line: line.number)
        }
        try take(try reading.finish(), run.problems.takeWarnings())
    }

    /// The file that says in its first lines that it is OBO.
    private static func file(_ source: ReleaseSource) throws -> ReleaseSource.Entry? {
        try source.entries.first { entry in
            let name = entry.name.lowercased()
            guard name.hasSuffix(".obo") || name.hasSuffix(".txt") else { return false }
            let head = String(decoding: try source.head(entry, 4096), as: UTF8.self)
            return head.contains("format-version:") || name.hasSuffix(".obo") && head.contains("[Term]")
        }
    }
}
