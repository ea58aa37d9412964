/// Reads a LOINC release: terms, parts, answers and their lists, the component hierarchy, and names in other languages.
///
/// `ReleaseRequest.vocabularies` may name the languages wanted (`de-DE`); without it all are read.
package enum LOINCImporter: ReleaseImporter {
    package static func recognises(_ source: ReleaseSource) throws -> Bool {
        try LOINCFiles(source).terms != nil
    }

    package static func read(
        _ source: ReleaseSource, _ request: ReleaseRequest, progress: ImportProgress,
        _ take: (ReleaseDraft, _ warnings: [ImportProblem]) throws -> Void
    ) throws {
        let files = try LOINCFiles(source)
        guard let terms = files.terms else {
            throw ImportFailure([
                ImportProblem(
                    file: source.name, reason: "there is no table of LOINC terms (Loinc.csv, which begins LOINC_NUM)")
            ])
        }
        let run = ImportRun(source, request, progress, files: files.all)
        var reading = LOINCReading(run, languages: languages(files.variants, request))
        if let parts = files.parts { try reading.readParts(parts) }
        try reading.readTerms(terms)
        try run.problems.stopIfWrong()
        if let answers = files.answers { try reading.readAnswers(answers) }
        run.step = .relationships
        if let hierarchy = files.hierarchy { try reading.readHierarchy(hierarchy) }
        for links in files.partLinks { try reading.readPartLinks(links) }
        if let links = files.answerLinks { try reading.readAnswerLinks(links) }
        if let replacements = files.replacements { try reading.readReplacements(replacements) }
        run.step = .descriptions
        if let names = files.consumerNames { try reading.readConsumerNames(names) }
        for (index, variant) in wanted(files.variants, request).enumerated() {
            try reading.readVariant(variant, number: index)
        }
        try run.problems.stopIfWrong()
        try take(reading.finish(), run.problems.takeWarnings())
    }

    /// The tables of languages that are wanted.
    private static func wanted(_ variants: [ReleaseSource.Entry], _ request: ReleaseRequest) -> [ReleaseSource.Entry] {
        guard !request.vocabularies.isEmpty else { return variants }
        let wanted = Set(request.vocabularies.map { $0.lowercased() })
        return variants.filter {
            let tag = language($0).lowercased()
            return wanted.contains(tag) || wanted.contains(String(tag.prefix(2)))
        }
    }

    private static func languages(_ variants: [ReleaseSource.Entry], _ request: ReleaseRequest) -> [String] {
        wanted(variants, request).map(language)
    }

    /// `deDE15LinguisticVariant.csv` is German as spoken in Germany.
    private static func language(_ entry: ReleaseSource.Entry) -> String {
        let letters = entry.fileName.prefix { $0.isASCII && $0.isLetter }
        let region = letters.dropFirst(2)
        guard letters.count >= 2 else { return "und" }
        return region.count == 2
            ? "\(letters.prefix(2).lowercased())-\(region.uppercased())" : "\(letters.prefix(2).lowercased())"
    }
}
