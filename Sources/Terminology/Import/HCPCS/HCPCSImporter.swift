/// Reads HCPCS Level II: CMS's file of fixed columns, or its table saved as text.
package enum HCPCSImporter: ReleaseImporter {
    private enum Form { case fixed, table }

    package static func recognises(_ source: ReleaseSource) throws -> Bool {
        try source.entries.contains { try form(of: $0, source) != nil }
    }

    package static func read(
        _ source: ReleaseSource, _ request: ReleaseRequest, progress: ImportProgress,
        _ take: (ReleaseDraft, _ warnings: [ImportProblem]) throws -> Void
    ) throws {
        var problems = ProblemList()
        var found: [(entry: ReleaseSource.Entry, form: Form)] = []
        for entry in source.entries {
            if let form = try form(of: entry, source) { found.append((entry, form)) }
        }
        // The file of fixed columns is complete; tables are saved by hand. Of several quarters the newest.
        found.sort { left, right in
            if left.form != right.form { return left.form == .fixed }
            return (HCPCSVersion.find(in: left.entry.fileName) ?? "")
                > (HCPCSVersion.find(in: right.entry.fileName) ?? "")
        }
        guard let (entry, form) = found.first else {
            throw ImportFailure([ImportProblem(file: source.name, reason: "there is no file of HCPCS in it")])
        }
        for (other, _) in found.dropFirst() {
            problems.warn(other.name, 0, "", "passed over: \(entry.name) is read")
        }
        progress.report(.concepts, 0, entry.size)
        let bytes = try source.bytes(entry, limit: 256 << 20)
        guard !progress.isCancelled() else { throw CancellationError() }
        let file =
            form == .fixed
            ? try HCPCSFile(fixed: bytes, name: entry.name, &problems)
            : try HCPCSFile(table: bytes, name: entry.name, &problems)
        try problems.check()
        let newest = file.records.lazy.map { $0.date(.effective) }.max() ?? 0
        let version = request.version ?? HCPCSVersion.find(in: entry.fileName) ?? String(newest / 10000)
        let draft = try HCPCSDraft.make(
            identity(request, version), file, day: HCPCSVersion.day(version) ?? newest, &problems)
        progress.report(.concepts, entry.size, entry.size)
        try take(draft, problems.notes)
    }

    static func identity(_ request: ReleaseRequest, _ version: String) -> SystemIdentity {
        SystemIdentity(
            key: request.key ?? "hcpcs", title: request.title ?? "HCPCS Level II",
            uri: "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", version: version, language: "en-US",
            licence: .hcpcs
        )
    }

    private static func form(of entry: ReleaseSource.Entry, _ source: ReleaseSource) throws -> Form? {
        let name = entry.fileName.lowercased()
        guard name.hasSuffix(".txt") || name.hasSuffix(".csv") || name.hasSuffix(".tsv") else { return nil }
        let head = try source.head(entry, 16384)
        for line in TextLines(head) where HCPCSFile.kind(of: line) != nil {
            let code = String(decoding: line.columns(1...5).trimmed, as: UTF8.self)
            return HCPCSFile.isCode(code) || HCPCSFile.isModifier(code) ? .fixed : nil
        }
        var rows = DelimitedRows(head, separator: DelimitedRows.separator(of: head))
        for _ in 0..<30 {
            guard let row = rows.next() else { return nil }
            if let cells = row.cells, HCPCSFile.isHeader(cells) { return .table }
        }
        return nil
    }
}

extension Licence {
    static let hcpcs = Licence(
        title: "HCPCS Level II (public domain)",
        summary: """
            Made and published by the Centers for Medicare & Medicaid Services: free to use and to pass on. Codes that \
            begin with D are the American Dental Association's CDT and need its licence; CPT numbers named as cross \
            references come without text.
            """,
        isRedistributable: true
    )
}
