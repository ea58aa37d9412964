/// One version of one code system as an importer read it, before it is indexed: columns that point at each other by row.
///
/// Importers fill it from untrusted files and have checked it; `IndexBuilder` may rely on every row number being in range.
package struct ReleaseDraft: Sendable {
    package var identity: SystemIdentity
    package var concepts: ConceptColumns
    package var edges = EdgeColumns()
    package var descriptions = DescriptionColumns()
    package var attributes = AttributeColumns()
    package var values: [ConcreteValue] = []
    package var referenceSets: [ReferenceSet] = []
    package var maps = MapColumns()
    package var properties = PropertyColumns()

    /// Semantic tags; the first is the empty one.
    package var tags: [String] = [""]
    /// Codes of modules; the first is the empty one.
    package var modules: [String] = [""]
    /// BCP 47 tags.
    package var languages: [String] = []
    /// At most eight, the one shown by default first.
    package var dialects: [LanguageDialect] = []
    package var propertyNames: [String] = []
    package var strings: [String] = [""]
    /// What the release itself is made of, for the catalogue.
    package var sources: [SourceFile] = []

    package init(identity: SystemIdentity, concepts: ConceptColumns) {
        self.identity = identity
        self.concepts = concepts
    }
}
