/// Reads ICD-10-PCS: an order file or codes file, and the tables as XML where they lie beside it.
package enum ICD10PCSImporter: ReleaseImporter {
    package static func recognises(_ source: ReleaseSource) throws -> Bool {
        let files = try ICDReleaseFiles(source)
        return files.files.contains { $0.kind == .order(.procedures) || $0.kind == .codes(.procedures) }
    }

    package static func read(
        _ source: ReleaseSource, _ request: ReleaseRequest, progress: ImportProgress,
        _ take: (ReleaseDraft, _ warnings: [ImportProblem]) throws -> Void
    ) throws {
        let files = try ICDReleaseFiles(source)
        var problems = ProblemList()
        let orders = files.entries(.order(.procedures))
        let codes = files.entries(.codes(.procedures))
        guard let entry = newest(orders.isEmpty ? codes : orders) else {
            throw ImportFailure([ImportProblem(file: source.name, reason: "there is no order file of ICD-10-PCS in it")]
            )
        }
        guard let version = request.version ?? ICDYear.find(in: entry.fileName) else {
            throw ImportFailure([
                ImportProblem(file: entry.name, reason: "its name holds no year; state the version")
            ])
        }
        for other in (orders.isEmpty ? codes : orders) where other != entry {
            problems.warn(other.name, 0, "", "passed over: \(entry.name) is read")
        }
        for other in files.entries(.addenda) {
            problems.warn(other.name, 0, "", "passed over: the order file holds what an addendum changes")
        }
        progress.report(.concepts, 0, entry.size)
        let bytes = try source.bytes(entry, limit: ICDReleaseFiles.largest)
        guard !progress.isCancelled() else { throw CancellationError() }
        let isCode: (ArraySlice<UInt8>) -> Bool = { ICDCode.isProcedure($0) }
        let order =
            orders.isEmpty
            ? try ICDOrderFile(codes: bytes, name: entry.name, isCode: isCode, &problems)
            : try ICDOrderFile(order: bytes, name: entry.name, isCode: isCode, &problems)
        try problems.check()
        let tables = try readTables(files, source, version, &problems)
        let draft = try ICD10PCSDraft.make(identity(request, version), order: order, tables: tables, &problems)
        progress.report(.concepts, entry.size, entry.size)
        try take(draft, problems.notes)
    }

    static func identity(_ request: ReleaseRequest, _ version: String) -> SystemIdentity {
        SystemIdentity(
            key: request.key ?? "icd10pcs", title: request.title ?? "ICD-10-PCS",
            uri: "http://www.cms.gov/Medicare/Coding/ICD10", version: version, language: "en-US", licence: .icd10pcs
        )
    }

    private static func newest(_ entries: [ReleaseSource.Entry]) -> ReleaseSource.Entry? {
        entries.max { (ICDYear.find(in: $0.fileName) ?? "") < (ICDYear.find(in: $1.fileName) ?? "") }
    }

    /// The tables of the same year.
    private static func readTables(
        _ files: ICDReleaseFiles, _ source: ReleaseSource, _ version: String, _ problems: inout ProblemList
    ) throws -> ICD10PCSTables? {
        for entry in files.entries(.tables) {
            let tables = try ICD10PCSTables(
                try source.bytes(entry, limit: ICDReleaseFiles.largest), name: entry.name)
            let year = ICDYear.find(in: tables.version) ?? ICDYear.find(in: entry.fileName)
            if year == nil || year == ICDYear.find(in: version) { return tables }
            problems.warn(
                entry.name, 0, "", "passed over: it is of \(year ?? "another year"), the codes are of \(version)")
        }
        return nil
    }
}
