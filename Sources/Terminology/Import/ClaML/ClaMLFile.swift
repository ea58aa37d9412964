/// A classification in ClaML (EN 14463): classes, and modifiers that make further classes of them.
struct ClaMLFile {
    /// A text about a class in one language.
    struct Rubric: Equatable {
        var kind: String
        var language: String
        /// With references, `(G01*)`.
        var text: String
        /// Without references: titles end with those of the other half of a dagger and asterisk pair.
        var plain: String
    }

    struct ModifiedBy: Equatable {
        var modifier: String
        /// Of the modifier's classes these, all where empty.
        var only: [String] = []
    }

    struct Class {
        var code: String
        var kind: String
        var usage = ""
        var parents: [String] = []
        var modifiedBy: [ModifiedBy] = []
        var excludedModifiers: Set<String> = []
        var rubrics: [Rubric] = []
        var meta: [(name: String, value: String)] = []
        var line: Int
    }

    /// One value of a modifier: the characters it adds, and what they mean.
    struct ModifierClass {
        var code: String
        var modifier: String
        var rubrics: [Rubric] = []
        var meta: [(name: String, value: String)] = []
        var line: Int
    }

    var name: String
    var title = ""
    /// The attributes of the title.
    var shortName = ""
    var version = ""
    var date = ""
    var authority = ""
    var language = ""
    var authors: [String] = []
    var classes: [Class] = []
    /// By modifier, in the order of the file.
    var modifiers: [String: [ModifierClass]] = [:]
}

extension [ClaMLFile.Rubric] {
    /// The title: the preferred rubric, else the long one.
    func title(_ language: String? = nil) -> String? {
        for kind in ["preferred", "preferredLong"] {
            if let found = first(where: { $0.kind == kind && (language == nil || $0.language == language) }) {
                return found.plain.isEmpty ? found.text : found.plain
            }
        }
        return nil
    }
}
