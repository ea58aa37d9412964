/// Reads the OMOP vocabularies as Athena hands them out: a release for each vocabulary, all of them or those asked for.
///
/// Its own tables (domains, concept classes, relationships …) are left out unless they are asked for.
package enum OMOPImporter: ReleaseImporter {
    package static func recognises(_ source: ReleaseSource) throws -> Bool {
        try !OMOPFiles(source).concepts.isEmpty
    }

    package static func read(
        _ source: ReleaseSource, _ request: ReleaseRequest, progress: ImportProgress,
        _ take: (ReleaseDraft, _ warnings: [ImportProblem]) throws -> Void
    ) throws {
        let files = try OMOPFiles(source)
        guard !files.concepts.isEmpty else {
            throw ImportFailure([
                ImportProblem(file: source.name, reason: "there is no table of concepts (CONCEPT.csv)")
            ])
        }
        let run = ImportRun(source, request, progress, files: files.all)
        var reading = OMOPReading(run)
        if let vocabularies = files.vocabularies { try reading.readVocabularies(vocabularies) }
        for concepts in files.concepts { try reading.readConcepts(concepts) }
        try run.problems.stopIfWrong()
        run.step = .relationships
        if let relationships = files.relationships { try reading.readRelationships(relationships) }
        run.step = .descriptions
        if let synonyms = files.synonyms { try reading.readSynonyms(synonyms) }
        try run.problems.stopIfWrong()
        try reading.finish(take)
    }
}
