/// Reads classifications in ClaML: WHO's ICD-10, ICD-10-GM, OPS and others.
package enum ClaMLImporter: ReleaseImporter {
    package static func recognises(_ source: ReleaseSource) throws -> Bool {
        try source.entries.contains { try isClaML($0, source) }
    }

    package static func read(
        _ source: ReleaseSource, _ request: ReleaseRequest, progress: ImportProgress,
        _ take: (ReleaseDraft, _ warnings: [ImportProblem]) throws -> Void
    ) throws {
        var seen: Set<String> = []
        var passedOver = ProblemList()
        for entry in source.entries where try isClaML(entry, source) {
            guard !progress.isCancelled() else { throw CancellationError() }
            progress.report(.concepts, 0, entry.size)
            let file = try ClaMLFile(try source.bytes(entry, limit: 512 << 20), name: entry.name)
            var problems = passedOver
            let identity = try identity(file, request)
            guard seen.insert("\(identity.key)@\(identity.version)").inserted else {
                passedOver.warn(
                    entry.name, 0, "", "passed over: another file holds \(identity.title) \(identity.version)")
                continue
            }
            if file.classes.isEmpty {
                throw ImportFailure([ImportProblem(file: entry.name, reason: "there are no classes in it")])
            }
            let draft = try ClaMLDraft.make(identity, file, &problems)
            progress.report(.concepts, entry.size, entry.size)
            try take(draft, problems.notes)
        }
    }

    static func identity(_ file: ClaMLFile, _ request: ReleaseRequest) throws -> SystemIdentity {
        let system = ClaMLSystem(file)
        let dated = String(file.date.prefix(10))
        guard let version = request.version ?? [file.version, dated].first(where: { !$0.isEmpty }) else {
            throw ImportFailure([
                ImportProblem(file: file.name, reason: "its title has neither version nor date; state the version")
            ])
        }
        return SystemIdentity(
            key: request.key ?? system.key, title: request.title ?? system.title, uri: system.uri, version: version,
            language: file.language, licence: system.licence, codeStyle: system.codeStyle
        )
    }

    private static func isClaML(_ entry: ReleaseSource.Entry, _ source: ReleaseSource) throws -> Bool {
        let name = entry.fileName.lowercased()
        guard name.hasSuffix(".xml") || name.hasSuffix(".claml") else { return false }
        return String(decoding: try source.head(entry), as: UTF8.self).contains("<ClaML")
    }
}
