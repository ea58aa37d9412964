import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Loads what somebody brought: recognises it, reads it, makes an index of each release in it and looks whether each can be opened.
package enum ReleaseLoader {
    /// - Parameters:
    ///   - path: a folder, an archive or a file.
    ///   - folder: where the index files go; all of them appear, or none.
    ///   - name: what the file of a release is called in it; by default its key and version, and an older file of that name is replaced.
    /// - Throws: `ImportFailure` with what is wrong in the files; `IndexFailure` where an index cannot be written or opened;
    ///   `CancellationError`.
    package static func load(
        _ path: String, _ request: ReleaseRequest = ReleaseRequest(), into folder: String,
        name: (SystemIdentity) -> String = { fileName($0) }, progress: ImportProgress = ImportProgress()
    ) throws -> [LoadedRelease] {
        let start = LoadCost.now
        progress.report(.unpacking, 0, 1)
        try createFolder(folder)
        let source = try ReleaseSource(path: path, scratch: folder)
        guard let importer = try Importers.recognise(source) else {
            throw ImportFailure([
                ImportProblem(
                    file: source.name,
                    reason: "these are the files of no release that is known here: \(listing(source))")
            ])
        }
        var made: [(from: String, to: String)] = []
        defer { for file in made { unlink(file.from) } }
        var loaded: [LoadedRelease] = []
        try importer.read(source, request, progress: progress) { draft, warnings in
            let target = folder + "/" + name(draft.identity)
            guard !made.contains(where: { $0.to == target }) else {
                throw ImportFailure([
                    ImportProblem(
                        file: source.name,
                        reason: "two releases in it are both \(draft.identity.key) \(draft.identity.version)")
                ])
            }
            let unfinished = "\(folder)/.\(UUID().uuidString).unfinished"
            made.append((unfinished, target))
            loaded.append(
                LoadedRelease(
                    path: target, identity: draft.identity, index: IndexReport(), sources: draft.sources,
                    warnings: warnings, cost: start))
            // It opens what it wrote, which checks it.
            loaded[loaded.count - 1].index = try IndexBuilder.build(draft, to: unfinished, progress: progress)
        }
        guard !loaded.isEmpty else {
            throw ImportFailure([ImportProblem(file: source.name, reason: "there is no release in it")])
        }
        if progress.isCancelled() { throw CancellationError() }
        try place(made)
        let cost = LoadCost.now.since(start)
        for index in loaded.indices { loaded[index].cost = cost }
        return loaded
    }

    /// `snomed-20260101.vxt`: letters, digits and a few signs of the key and the version.
    package static func fileName(_ identity: SystemIdentity) -> String {
        let plain = "\(identity.key)-\(identity.version)".unicodeScalars.map { scalar -> Character in
            let isKept = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            return isKept || scalar == "-" || scalar == "." ? Character(scalar) : "_"
        }
        return String(plain.prefix(120)) + ".vxt"
    }

    private static func createFolder(_ folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw ImportFailure([ImportProblem(file: folder, reason: "the folder for the index cannot be made")])
        }
    }

    /// Gives all files their names; where one cannot have it, those before get their old contents back.
    private static func place(_ files: [(from: String, to: String)]) throws {
        var done: [(to: String, kept: String?)] = []
        for (index, file) in files.enumerated() {
            let kept = file.from + ".before"
            // A second name for what stood there: a hard link costs nothing and loses nothing.
            let hadOne = link(file.to, kept) == 0
            guard move(file.from, file.to) == 0 else {
                if hadOne { unlink(kept) }
                for (to, kept) in done.reversed() {
                    if let kept { _ = move(kept, to) } else { unlink(to) }
                }
                throw ImportFailure([
                    ImportProblem(
                        file: file.to, reason: "the index cannot be put there: \(String(cString: strerror(errno)))")
                ])
            }
            done.append((file.to, hadOne ? kept : nil))
            if index == files.count - 1 { for case (_, let kept?) in done { unlink(kept) } }
        }
    }

    private static func move(_ from: String, _ to: String) -> Int32 { rename(from, to) }

    private static func listing(_ source: ReleaseSource) -> String {
        let names = source.entries.prefix(5).map(\.name).joined(separator: ", ")
        return source.entries.count > 5 ? names + ", … (\(source.entries.count) files)" : names
    }
}
