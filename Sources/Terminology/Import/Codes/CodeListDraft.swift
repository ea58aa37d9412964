/// A draft of a system that is a list of codes in a tree: concepts found by code, tags and languages by name.
struct CodeListDraft {
    private var assembly: DraftAssembly

    init(_ identity: SystemIdentity) { assembly = DraftAssembly(identity) }

    func row(_ code: String) -> UInt32? { assembly.row(code) }

    func code(_ row: UInt32) -> String { assembly.code(row) }

    func isActive(_ row: UInt32) -> Bool { assembly.flags(row).contains(.active) }

    /// Adds a concept; nil where its code is taken.
    mutating func concept(_ code: String, _ flags: ConceptFlags, tag: String, since: UInt32 = 0) -> UInt32? {
        var code = code
        let tag = assembly.tag(tag)
        return code.withUTF8 { assembly.concept($0, flags, tag: tag, effectiveTime: since) }
    }

    /// - Parameter language: that of the system where nil.
    mutating func name(_ row: UInt32, _ text: String, _ kind: DescriptionKind, language: String? = nil) {
        let language = assembly.language(language ?? assembly.identity.language)
        assembly.name(row, text, kind, language: language)
    }

    mutating func property(_ row: UInt32, _ name: String, _ value: String) { assembly.property(row, name, value) }

    mutating func put(_ child: UInt32, below parent: UInt32) { assembly.edge(child, parent) }

    /// A code that was replaced by another of the same system.
    mutating func replacement(of row: UInt32, by code: String, display: String) {
        let system = assembly.string(assembly.identity.uri)
        assembly.map(
            row, system: system, code: assembly.string(code), display: assembly.string(display), .replacedBy)
    }

    /// - Throws: `ImportFailure` where there is more than the columns of a draft can hold.
    consuming func finish(_ sources: [SourceFile]) throws(ImportFailure) -> ReleaseDraft {
        for source in sources { assembly.source(source.name, rows: source.rows) }
        do {
            return try assembly.finish()
        } catch let failure as ImportFailure {
            throw failure
        } catch {
            throw ImportFailure([ImportProblem(file: sources.first?.name ?? "", reason: "\(error)")])
        }
    }
}
