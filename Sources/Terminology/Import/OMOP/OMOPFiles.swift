/// The tables of an Athena download, told apart by their headers.
struct OMOPFiles {
    /// `CONCEPT.csv`, and after it the codes of CPT that have no names until their owner's programme adds them.
    var concepts: [ReleaseSource.Entry] = []
    var relationships: ReleaseSource.Entry?
    var synonyms: ReleaseSource.Entry?
    var vocabularies: ReleaseSource.Entry?

    init(_ source: ReleaseSource) throws {
        for entry in source.entries where [".csv", ".tsv", ".txt"].contains(where: entry.name.lowercased().hasSuffix) {
            let head = String(decoding: try source.head(entry, 512), as: UTF8.self)
            let names = head.prefix { !$0.isNewline }.split(separator: "\t").map { $0[...].trimmedBlanks.lowercased() }
            let header = TableHeader(file: entry.name, names: names)
            if header.has("concept_id", "concept_name", "vocabulary_id", "concept_code") {
                concepts.append(entry)
            } else if header.has("concept_id_1", "concept_id_2", "relationship_id") {
                relationships = entry
            } else if header.has("concept_id", "concept_synonym_name") {
                synonyms = entry
            } else if header.has("vocabulary_id", "vocabulary_version") {
                vocabularies = entry
            }
        }
        concepts.sort { !$0.fileName.uppercased().contains("CPT4") && $1.fileName.uppercased().contains("CPT4") }
    }

    var all: [ReleaseSource.Entry] { concepts + [relationships, synonyms, vocabularies].compactMap(\.self) }
}
