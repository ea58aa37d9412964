/// Reads ICD-10-CM: an order file or codes file, the tabular list as XML, or both.
///
/// Files of different years become releases of their own: an order file explains nothing about a list of another year.
package enum ICD10CMImporter: ReleaseImporter {
    package static func recognises(_ source: ReleaseSource) throws -> Bool {
        let files = try ICDReleaseFiles(source)
        return files.files.contains {
            $0.kind == .tabular || $0.kind == .order(.clinicalModification) || $0.kind == .codes(.clinicalModification)
        }
    }

    package static func read(
        _ source: ReleaseSource, _ request: ReleaseRequest, progress: ImportProgress,
        _ take: (ReleaseDraft, _ warnings: [ImportProblem]) throws -> Void
    ) throws {
        let files = try ICDReleaseFiles(source)
        var problems = ProblemList()
        let tabulars = try readTabulars(files, source, progress, &problems)
        let orders = try orderEntries(files, request, tabulars, &problems)
        let years = Set(orders.keys).union(tabulars.keys).sorted()
        guard !years.isEmpty else {
            throw ImportFailure([ImportProblem(file: source.name, reason: "there are no files of ICD-10-CM in it")])
        }
        for file in files.files { passOver(file, &problems) }
        let indexes = try readIndexes(files, source, years, &problems)
        if years.count > 1 {
            problems.warn(
                source.name, 0, "",
                "files of several years (\(years.joined(separator: ", "))) were read as releases of their own"
            )
        }
        let shared = problems
        for year in years {
            guard !progress.isCancelled() else { throw CancellationError() }
            var problems = shared
            let order = try orders[year].map { try readOrder($0, source, progress, &problems) }
            try problems.check()
            let version = years.count == 1 ? request.version ?? year : year
            if tabulars[year] == nil {
                problems.warn(
                    order?.name ?? source.name, 0, "",
                    "no tabular list of \(year) lies beside it: there are no sections and no notes"
                )
            }
            let draft = try ICD10CMDraft.make(
                identity(request, version), order: order, tabular: tabulars[year], terms: indexes[year], &problems)
            try take(draft, problems.notes)
        }
    }

    static func identity(_ request: ReleaseRequest, _ version: String) -> SystemIdentity {
        SystemIdentity(
            key: request.key ?? "icd10cm", title: request.title ?? "ICD-10-CM",
            uri: "http://hl7.org/fhir/sid/icd-10-cm", version: version, language: "en-US", licence: .icd10cm,
            codeStyle: .dotted
        )
    }
}

// Files
extension ICD10CMImporter {
    private static func readTabulars(
        _ files: ICDReleaseFiles, _ source: ReleaseSource, _ progress: ImportProgress, _ problems: inout ProblemList
    ) throws -> [String: ICD10CMTabular] {
        var found: [ICD10CMTabular] = []
        for entry in files.entries(.tabular) {
            progress.report(.unpacking, 0, entry.size)
            let bytes = try source.bytes(entry, limit: ICDReleaseFiles.largest)
            guard !progress.isCancelled() else { throw CancellationError() }
            let tabular = try ICD10CMTabular(bytes, name: entry.name, &problems)
            try problems.check()
            guard tabular.year != nil else {
                throw ImportFailure([ImportProblem(file: entry.name, reason: "its version names no year")])
            }
            found.append(tabular)
        }
        // The largest of a year; parts of the list (a chapter alone) only where nothing whole is there.
        found.sort { $0.nodes.count > $1.nodes.count }
        var tabulars: [String: ICD10CMTabular] = [:]
        let most = found.first.map(chapterCount) ?? 0
        for tabular in found {
            guard let year = tabular.year else { continue }
            let chapters = chapterCount(tabular)
            if tabulars[year] != nil || chapters * 2 < most {
                problems.warn(
                    tabular.name, 0, "", "left out: it holds \(chapters) chapters and another file \(most)")
                continue
            }
            if chapters < ICD10CMChapters.all.count - 1 {
                problems.warn(tabular.name, 0, "", "it holds \(chapters) of \(ICD10CMChapters.all.count) chapters")
            }
            tabulars[year] = tabular
        }
        return tabulars
    }

    private static func chapterCount(_ tabular: ICD10CMTabular) -> Int {
        tabular.nodes.count { $0.level == .chapter }
    }

    /// By year, the order file, or the codes file where there is none.
    private static func orderEntries(
        _ files: ICDReleaseFiles, _ request: ReleaseRequest, _ tabulars: [String: ICD10CMTabular],
        _ problems: inout ProblemList
    ) throws -> [String: (ReleaseSource.Entry, isOrder: Bool)] {
        var entries: [String: (ReleaseSource.Entry, isOrder: Bool)] = [:]
        for (kind, isOrder) in [
            (ICDFileKind.order(.clinicalModification), true), (.codes(.clinicalModification), false),
        ] {
            for entry in files.entries(kind) {
                let only = tabulars.count == 1 ? tabulars.keys.first : nil
                guard let year = ICDYear.find(in: entry.fileName) ?? request.version ?? only else {
                    throw ImportFailure([
                        ImportProblem(file: entry.name, reason: "its name holds no year; state the version")
                    ])
                }
                if let taken = entries[year] {
                    guard taken.isOrder != isOrder else {
                        throw ImportFailure([
                            ImportProblem(
                                file: entry.name, reason: "\(taken.0.name) is of \(year) too; keep one of them")
                        ])
                    }
                    continue
                }
                entries[year] = (entry, isOrder)
            }
        }
        return entries
    }

    /// The alphabetic index by year. The tables of drugs and of neoplasms come as indexes too, with cells and no codes.
    private static func readIndexes(
        _ files: ICDReleaseFiles, _ source: ReleaseSource, _ years: [String], _ problems: inout ProblemList
    ) throws -> [String: ICD10CMTermIndex] {
        var indexes: [String: ICD10CMTermIndex] = [:]
        for entry in files.entries(.index) {
            let index = try ICD10CMTermIndex(
                try source.bytes(entry, limit: ICDReleaseFiles.largest), name: entry.name)
            guard let year = index.year, years.contains(year), !index.entries.isEmpty else {
                problems.warn(entry.name, 0, "", "passed over: it names no codes of the years that are read")
                continue
            }
            guard let known = indexes[year] else {
                indexes[year] = index
                continue
            }
            // External causes have an index of their own.
            indexes[year] = known.adding(index)
        }
        return indexes
    }

    private static func readOrder(
        _ file: (ReleaseSource.Entry, isOrder: Bool), _ source: ReleaseSource, _ progress: ImportProgress,
        _ problems: inout ProblemList
    ) throws -> ICDOrderFile {
        progress.report(.concepts, 0, file.0.size)
        let bytes = try source.bytes(file.0, limit: ICDReleaseFiles.largest)
        defer { progress.report(.concepts, file.0.size, file.0.size) }
        if file.isOrder {
            return try ICDOrderFile(
                order: bytes, name: file.0.name, isCode: { ICDCode.isClinicalModification($0) }, &problems)
        }
        problems.warn(file.0.name, 0, "", "a codes file has no headers: codes lie right below their chapters")
        return try ICDOrderFile(
            codes: bytes, name: file.0.name, isCode: { ICDCode.isClinicalModification($0) }, &problems)
    }

    private static func passOver(
        _ file: (kind: ICDFileKind, entry: ReleaseSource.Entry), _ problems: inout ProblemList
    ) {
        switch file.kind {
        case .addenda:
            problems.warn(file.entry.name, 0, "", "passed over: the other files hold what an addendum changes")
        case .order(.procedures), .codes(.procedures), .tables:
            problems.warn(file.entry.name, 0, "", "passed over: ICD-10-PCS is loaded by itself")
        default: break
        }
    }
}
