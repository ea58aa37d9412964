/// The tabular list of ICD-10-CM: chapters, sections and categories with their notes, in the order of the file.
struct ICD10CMTabular {
    enum Level: Equatable { case chapter, section, category }

    struct Note: Equatable {
        var kind: ICD10CMProperty
        var text: String
    }

    struct Seventh: Equatable {
        var character: String
        var meaning: String
        /// Other wordings, which do not go into titles.
        var also: [String] = []
    }

    struct Node {
        var level: Level
        /// As in the file: `1`, `A00-A09`, `A00.0`. A section of one category, `B20`, is written `B20-B20`, for the
        /// category has the same code.
        var code: String
        var title: String
        var notes: [Note] = []
        var sevenths: [Seventh] = []
        /// Index into `nodes`; a parent always comes before its children.
        var parent: Int?
        var hasChildren = false
        var line: Int
    }

    var name: String
    var version: String
    var nodes: [Node] = []

    /// The year in its version, `2026` of “2026 April”.
    var year: String? { ICDYear.find(in: version) }
}
