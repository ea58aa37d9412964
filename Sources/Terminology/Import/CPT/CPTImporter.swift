/// Reads CPT from the text files the American Medical Association hands to its licensees.
package enum CPTImporter: ReleaseImporter {
    package static func recognises(_ source: ReleaseSource) throws -> Bool {
        try source.entries.contains { try kind(of: $0, source) != nil }
    }

    package static func read(
        _ source: ReleaseSource, _ request: ReleaseRequest, progress: ImportProgress,
        _ take: (ReleaseDraft, _ warnings: [ImportProblem]) throws -> Void
    ) throws {
        var problems = ProblemList()
        var files: [(kind: CPTFileKind, name: String, rows: [CPTFile.Row])] = []
        var notice = ""
        let whole = source.entries.reduce(0) { $0 + $1.size }
        var done = 0
        for entry in source.entries {
            done += entry.size
            guard let kind = try kind(of: entry, source) else { continue }
            guard !progress.isCancelled() else { throw CancellationError() }
            if let other = files.first(where: { $0.kind == kind }) {
                problems.warn(entry.name, 0, "", "passed over: \(other.name) is of the same kind")
                continue
            }
            let bytes = try source.bytes(entry, limit: 256 << 20)
            switch kind {
            case .consumer, .clinician:
                files.append((kind, entry.name, try CPTDescriptorFile.read(bytes, name: entry.name, &problems)))
            default:
                let file = try CPTFile(bytes, kind, name: entry.name, &problems)
                if notice.isEmpty { notice = file.notice }
                files.append((kind, entry.name, file.rows))
            }
            progress.report(.concepts, done, whole)
        }
        try problems.check()
        guard files.contains(where: { $0.kind != .consumer && $0.kind != .clinician }) else {
            throw ImportFailure([ImportProblem(file: source.name, reason: "there is no file of CPT descriptions in it")]
            )
        }
        let version = request.version ?? year(source, files.map(\.name), notice) ?? "undated"
        if version == "undated" {
            problems.warn(source.name, 0, "", "neither names nor notices tell the year; state the version")
        }
        var draft = CPTDraft(identity(request, version, notice))
        draft.files = files
        try take(try draft.make(&problems), problems.notes)
    }

    private static func kind(of entry: ReleaseSource.Entry, _ source: ReleaseSource) throws -> CPTFileKind? {
        guard entry.fileName.lowercased().hasSuffix(".txt") else { return nil }
        return CPTFileKind(head: try source.head(entry, 16384), fileName: String(entry.fileName))
    }

    /// The year in the name of the folder or of a file, or that of the copyright.
    private static func year(_ source: ReleaseSource, _ names: [String], _ notice: String) -> String? {
        ICDYear.find(in: source.name) ?? names.lazy.compactMap { ICDYear.find(in: $0) }.first
            ?? ICDYear.find(in: notice)
    }

    static func identity(_ request: ReleaseRequest, _ version: String, _ notice: String) -> SystemIdentity {
        SystemIdentity(
            key: request.key ?? "cpt", title: request.title ?? "CPT", uri: "http://www.ama-assn.org/go/cpt",
            version: version, language: "en-US", licence: .cpt(notice)
        )
    }
}

extension Licence {
    /// - Parameter notice: the copyright lines of the files that were loaded.
    static func cpt(_ notice: String) -> Licence {
        Licence(
            title: "CPT licence of the American Medical Association",
            summary: """
                Belongs to the American Medical Association and is licensed by user. Descriptions may be seen and \
                passed on only where that licence allows it.
                """,
            notice: notice.isEmpty
                ? "CPT is a trademark and copyright of the American Medical Association. All rights reserved."
                : notice,
            isRedistributable: false
        )
    }
}
