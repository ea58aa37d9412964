import Dispatch
import Synchronization

/// Reads SNOMED CT in Release Format 2: Snapshot or Full files of the international and of national editions, with their
/// extensions.
package enum SnomedImporter: ReleaseImporter {
    package static func recognises(_ source: ReleaseSource) throws -> Bool {
        if source.entries.contains(where: { entry in
            let name = entry.fileName.lowercased()
            return name.hasPrefix("sct2_concept_") || name.hasPrefix("xsct2_concept_")
        }) {
            return true
        }
        return try source.entries.contains { try RF2File($0, in: source)?.kind == .concept }
    }

    package static func read(
        _ source: ReleaseSource, _ request: ReleaseRequest, progress: ImportProgress,
        _ take: (ReleaseDraft, _ warnings: [ImportProblem]) throws -> Void
    ) throws {
        let package = try RF2Package(source, day: request.day)
        let session = RF2Session(source, package, progress)
        var reader = RF2Reader(session)
        let dependencies = try readDependencies(&reader)
        let notes = try SnomedPackageNotes(source, &reader.log)
        let concepts = try readConcepts(&reader, dependencies)

        // Two threads of about the same work: descriptions, then languages; relationships, then other reference sets, which may have
        // descriptions as members and wait for them.
        let described = Handover<DescriptionTable>()
        let translated = Handover<Translated>()
        DispatchQueue.global(qos: .userInitiated).async {
            translated.hand(Result { try readDescriptions(session, concepts, described) })
        }
        let whole: (ReleaseDraft, [ImportProblem])
        do {
            let relationships = try readRelationships(&reader, concepts)
            let members = try readMembers(&reader, concepts, described.wait().rows)
            let identifiers = try readIdentifiers(&reader, concepts)
            try checkExpressions(&reader)
            let other = try translated.wait()
            reader.log.add(other.log)
            try reader.log.check()
            for file in other.sources { reader.add(file) }
            var assembly = try SnomedAssembly(
                concepts: concepts, descriptions: described.wait(), relationships: relationships, members: members,
                identifiers: identifiers, languages: other.languages, log: reader.log)
            described.drop()
            whole = try assembly.finish(package, reader.sources, session.modules, dependencies, notes, request)
        } catch {
            // Nobody waits for the other thread's work any more; it must end before its files are closed.
            session.stop()
            _ = try? translated.wait()
            throw error
        }
        try take(whole.0, whole.1)
    }

    /// What the second thread made.
    private struct Translated: Sendable {
        var languages: LanguageTable
        var log: RF2Log
        var sources: [SourceFile]
    }

    // MARK: Concepts

    private static func readDependencies(_ reader: inout RF2Reader) throws -> [SnomedEdition.Dependency] {
        let files = reader.session.package.files(.moduleDependency)
        return try reader.read(files, .member, .concepts) {
            []
        } _: { table, reader, file, row, head in
            let (time, targetTime) = (row[6].day, row[7].day)
            guard time != 0, targetTime != 0 else {
                let column = time == 0 ? 6 : 7
                return reader.log.refuse(
                    file.name, row.line, file.columns[column], "\(row[column].shown) is no day written YYYYMMDD")
            }
            guard head.isActive else { return }
            table.append(
                SnomedEdition.Dependency(
                    module: row[3].identifier, time: time, target: row[5].identifier, targetTime: targetTime))
        }
    }

    private static func readConcepts(
        _ reader: inout RF2Reader, _ dependencies: [SnomedEdition.Dependency]
    ) throws -> ConceptTable {
        let files = reader.session.package.files(.concept)
        let size = files.reduce(0) { $0 + $1.entry.size }
        let table = try reader.read(files, .component(.concept), .concepts) {
            ConceptTable(expecting: size)
        } _: { table, reader, file, row, head in
            table.take(row, head, file, &reader.log)
        }
        let root = table[SnomedConstants.root]
        guard root != IdentifierTable.none else {
            // All other rows would be complained of as well: the files alone do not say what they are about.
            let needs = dependencies.filter { table[$0.target] == IdentifierTable.none }.map {
                "the module \($0.target) of \($0.targetTime)"
            }
            let needed = needs.isEmpty ? "" : ", namely " + Set(needs).sorted().joined(separator: ", ")
            let day = reader.session.package.day
            throw ImportFailure(
                reader.log.problems + [
                    ImportProblem(
                        file: files[0].name,
                        reason: day != nil && table.codes.isEmpty
                            ? "there was no release yet on that day"
                            : "the root concept 138875005 is not in it: this is an extension, or a part of a release. It is "
                                + "loaded in one folder together with the edition it extends" + needed)
                ], count: reader.log.count + 1)
        }
        try reader.log.check()
        return table
    }

    // MARK: Descriptions and languages

    private static func readDescriptions(
        _ session: RF2Session, _ concepts: ConceptTable, _ described: Handover<DescriptionTable>
    ) throws -> Translated {
        var reader = RF2Reader(session)
        let rows: IdentifierTable
        let count: Int
        do {
            let files = session.package.files(.description)
            let size = files.reduce(0) { $0 + $1.entry.size }
            let table = try reader.read(files, .component(.description), .descriptions) {
                DescriptionTable(expecting: size, concepts: concepts.codes.count)
            } _: { table, reader, file, row, head in
                table.take(row, head, file, concepts, &reader.log)
            } ended: { table, _, _ in
                table.flush()
            }
            let unnamed = table.unnamed(concepts)
            for code in unnamed.prefix(100) {
                reader.log.warn(
                    "active concepts have no active fully specified name", files[0].name, 0, "",
                    "the concept \(code) has no active fully specified name")
            }
            (rows, count) = (table.rows, table.columns.count)
            described.hand(.success(table))
        } catch {
            described.hand(.failure(error))
            throw error
        }
        let languages = try reader.read(session.package.files(.language), .member, .descriptions) {
            LanguageTable(descriptions: count)
        } _: { table, reader, file, row, head in
            table.take(row, head, file, rows, &reader.log)
        } ended: { table, reader, file in
            table.flush(file, rows, &reader.log)
        }
        return Translated(languages: languages, log: reader.log, sources: reader.sources)
    }

    // MARK: Relationships and reference sets

    private static func readRelationships(_ reader: inout RF2Reader, _ concepts: ConceptTable) throws
        -> RelationshipTable
    {
        let package = reader.session.package
        // Stated relationships have the same columns; what is stated in a file is not inferred, so it adds nothing.
        let files = package.files(.relationship).filter {
            !$0.entry.fileName.lowercased().contains("statedrelationship")
        }
        let size = files.reduce(0) { $0 + $1.entry.size }
        var table = try reader.read(files, .component(.relationship), .relationships) {
            RelationshipTable(expecting: size)
        } _: { table, reader, file, row, head in
            table.take(row, head, file, concepts, &reader.log)
        }
        if table.edges.count == 0, reader.log.count == 0 {
            reader.log.refuse(
                files.first?.name ?? reader.session.source.name, 0, "",
                "there is no active inferred is-a relationship in it, so there is no hierarchy")
        }
        let values = package.files(.concreteValues)
        let before = table
        if !values.isEmpty {
            table = try reader.read(values, .component(.relationship), .relationships) {
                before
            } _: { table, reader, file, row, head in
                table.takeValue(row, head, file, concepts, &reader.log)
            }
        }
        return table
    }

    private static func readMembers(
        _ reader: inout RF2Reader, _ concepts: ConceptTable, _ descriptions: IdentifierTable
    ) throws -> MemberTable {
        let components = MemberTable.Components(concepts: concepts, descriptions: descriptions)
        var table = MemberTable()
        // Files with the same columns belong together: both may have a member.
        let groups = Dictionary(grouping: reader.session.package.members) {
            $0.columns.dropFirst(6).joined(separator: "\t").lowercased()
        }
        for (_, files) in groups.sorted(by: { $0.key < $1.key }) {
            table.begin()
            let before = table
            table = MemberTable()
            table = try reader.read(files, .member, .referenceSets) {
                before
            } _: { [values = files[0].memberValues] table, reader, file, row, head in
                table.take(row, head, file, values, components, &reader.log)
            }
        }
        return table
    }

    private static func readIdentifiers(_ reader: inout RF2Reader, _ concepts: ConceptTable) throws -> SnomedIdentifiers
    {
        var table = SnomedIdentifiers()
        for file in reader.session.package.files(.identifier) {
            let columns = SnomedIdentifiers.Columns(file)
            let before = table
            table = try reader.read([file], .identifier(text: columns.text, scheme: columns.scheme), .referenceSets) {
                before
            } _: { table, reader, file, row, head in
                table.take(row, head, file, columns, concepts, &reader.log)
            }
        }
        return table
    }

    private static func checkExpressions(_ reader: inout RF2Reader) throws {
        _ = try reader.read(reader.session.package.files(.owl), .member, .referenceSets) {
            ()
        } _: { _, reader, file, row, _ in
            if let fault = OWLCheck.fault(row[6]) { reader.log.refuse(file.name, row.line, file.columns[6], fault) }
        }
    }
}
