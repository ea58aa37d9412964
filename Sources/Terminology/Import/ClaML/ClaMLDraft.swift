/// Makes a draft of a classification in ClaML.
struct ClaMLDraft {
    private let file: ClaMLFile
    private var list: CodeListDraft
    private let made: [ClaMLFile.Made]
    /// Codes that have something below them.
    private var parents: Set<String> = []

    static func make(
        _ identity: SystemIdentity, _ file: ClaMLFile, _ problems: inout ProblemList
    ) throws(ImportFailure) -> ReleaseDraft {
        var maker = ClaMLDraft(identity, file, &problems)
        try maker.addClasses(&problems)
        maker.addMade()
        try maker.addHierarchy(&problems)
        try problems.check()
        return try maker.list.finish([SourceFile(name: file.name, rows: file.classes.count)])
    }

    private init(_ identity: SystemIdentity, _ file: ClaMLFile, _ problems: inout ProblemList) {
        self.file = file
        list = CodeListDraft(identity)
        made = file.made(&problems)
        for one in file.classes { parents.formUnion(one.parents) }
        for one in made { parents.insert(one.parent) }
    }

    private mutating func addClasses(_ problems: inout ProblemList) throws(ImportFailure) {
        for one in file.classes {
            guard let row = list.concept(one.code, flags(one.code, one.kind), tag: one.kind) else {
                try problems.refuse(file.name, one.line, "code", "\(one.code) is there twice")
                continue
            }
            if one.rubrics.title() == nil {
                try problems.refuse(file.name, one.line, "Rubric", "\(one.code) has no preferred title")
            }
            describe(row, one.rubrics, prefix: [:])
            if let usage = Self.usage(one.usage) { list.property(row, "Usage", usage) }
        }
    }

    private mutating func addMade() {
        for one in made {
            let base = file.classes[one.base]
            guard let row = list.concept(one.code, flags(one.code, "category"), tag: base.kind),
                let last = one.modifiers.last
            else { continue }
            var prefix: [String: String] = [:]
            for language in Set(last.rubrics.map(\.language)) {
                let parts =
                    [base.rubrics.title(language) ?? base.rubrics.title()]
                    + one.modifiers.dropLast().map { $0.rubrics.title(language) ?? $0.rubrics.title() }
                prefix[language] = parts.compactMap(\.self).joined(separator: " : ")
            }
            describe(row, last.rubrics, prefix: prefix)
            if let usage = Self.usage(base.usage) { list.property(row, "Usage", usage) }
        }
    }

    private func flags(_ code: String, _ kind: String) -> ConceptFlags {
        kind == "category" && !parents.contains(code) ? [.active, .selectable] : .active
    }

    /// - Parameter prefix: by language, the title of what a modifier was added to.
    private mutating func describe(_ row: UInt32, _ rubrics: [ClaMLFile.Rubric], prefix: [String: String]) {
        var titled: Set<String> = []
        let hasPreferred = rubrics.contains { $0.kind == "preferred" }
        for rubric in rubrics where !rubric.text.isEmpty {
            let language = rubric.language.isEmpty ? file.language : rubric.language
            let plain = rubric.plain.isEmpty ? rubric.text : rubric.plain
            switch rubric.kind {
            case "preferred", "preferredLong":
                let isTitle = rubric.kind == "preferred" || !hasPreferred
                let kind: DescriptionKind = isTitle && titled.insert(language).inserted ? .preferred : .synonym
                let name = prefix[rubric.language].map { "\($0) : \(plain)" } ?? plain
                list.name(row, name, kind, language: language)
                if rubric.text != rubric.plain, kind == .preferred {
                    list.property(row, "Title with references", rubric.text)
                }
            case "inclusion":
                list.name(row, plain, .synonym, language: language)
                list.property(row, "Inclusion", rubric.text)
            case "definition":
                list.name(row, plain, .definition, language: language)
                list.property(row, "Definition", rubric.text)
            default: list.property(row, Self.propertyName(rubric.kind), rubric.text)
            }
        }
    }

    private mutating func addHierarchy(_ problems: inout ProblemList) throws(ImportFailure) {
        for one in file.classes {
            guard let row = list.row(one.code) else { continue }
            for code in one.parents {
                guard let parent = list.row(code) else {
                    try problems.refuse(
                        file.name, one.line, "SuperClass", "\(one.code) is below \(code), which is missing")
                    continue
                }
                list.put(row, below: parent)
            }
        }
        for one in made {
            if let row = list.row(one.code), let parent = list.row(one.parent) { list.put(row, below: parent) }
        }
    }

    private static func usage(_ usage: String) -> String? {
        switch usage {
        case "": nil
        case "dagger": "† underlying disease; the manifestation's code goes with it"
        case "aster": "* manifestation; only together with the code of the underlying disease"
        case "optional": "! only together with another code"
        default: usage
        }
    }

    private static func propertyName(_ kind: String) -> String {
        switch kind {
        case "exclusion": "Exclusion"
        case "coding-hint": "Coding hint"
        case "introduction": "Introduction"
        case "footnote": "Footnote"
        case "note": "Note"
        case "text": "Text"
        case "modifierlink": "Subdivision"
        default: kind.prefix(1).uppercased() + kind.dropFirst()
        }
    }
}
