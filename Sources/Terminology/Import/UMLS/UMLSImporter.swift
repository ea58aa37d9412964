/// Reads the Rich Release Format of the UMLS Metathesaurus and of RxNorm: a release for each source vocabulary, all of them or
/// those asked for by their abbreviation (`SNOMEDCT_US`, `MSH`, `RXNORM`).
package enum UMLSImporter: ReleaseImporter {
    package static func recognises(_ source: ReleaseSource) throws -> Bool { try UMLSFiles(source).concepts != nil }

    package static func read(
        _ source: ReleaseSource, _ request: ReleaseRequest, progress: ImportProgress,
        _ take: (ReleaseDraft, _ warnings: [ImportProblem]) throws -> Void
    ) throws {
        let files = try UMLSFiles(source)
        guard let concepts = files.concepts else {
            throw ImportFailure([
                ImportProblem(
                    file: source.name, reason: "there is no table of names with 18 columns (MRCONSO.RRF, RXNCONSO.RRF)")
            ])
        }
        let run = ImportRun(source, request, progress, files: files.all)
        var reading = UMLSReading(run)
        if let sources = files.sources { try reading.readSources(sources) }
        if let ranks = files.ranks { try reading.readRanks(ranks) }
        if let types = files.types { try reading.readTypes(types) }
        try reading.readConcepts(concepts)
        try run.problems.stopIfWrong()
        run.step = .relationships
        if let relations = files.relations { try reading.readRelations(relations) }
        run.step = .descriptions
        if let definitions = files.definitions { try reading.readDefinitions(definitions) }
        try run.problems.stopIfWrong()
        try reading.finish(take)
    }
}
