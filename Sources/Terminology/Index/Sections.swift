/// The sections that the index itself writes; the text part has its own, whose names begin with `t.`.
enum Sections {
    /// Identity, counts and short lists, as JSON.
    static let meta: SectionName = "meta"

    // Concepts, by number.
    static let numbers: SectionName = "c.num"
    static let codes: SectionName = "c.txt"
    static let codeOffsets: SectionName = "c.txt.o"
    /// The concepts in the order of their codes.
    static let codeOrder: SectionName = "c.order"
    static let flags: SectionName = "c.flags"
    static let tags: SectionName = "c.tag"
    static let modules: SectionName = "c.mod"
    static let times: SectionName = "c.time"
    static let active: SectionName = "c.active"
    /// The days that effective times are numbers of.
    static let days: SectionName = "days"

    // Hierarchy.
    static let roots: SectionName = "h.roots"
    static let parents: SectionName = "h.par"
    static let parentOffsets: SectionName = "h.par.o"
    static let children: SectionName = "h.chi"
    static let childOffsets: SectionName = "h.chi.o"
    static let runs: SectionName = "h.runs"
    static let runOffsets: SectionName = "h.runs.o"

    // Attributes, sorted by type, source, group.
    static let attributeTypes: SectionName = "a.types"
    static let attributeOffsets: SectionName = "a.types.o"
    static let attributeSources: SectionName = "a.src"
    static let attributeTargets: SectionName = "a.tgt"
    static let attributeGroups: SectionName = "a.grp"
    static let values: SectionName = "v.txt"
    static let valueOffsets: SectionName = "v.txt.o"
    static let valueKinds: SectionName = "v.kind"

    // Reference sets, one after the other, each sorted by member.
    static let referenceSets: SectionName = "r.sets"
    static let referenceColumns: SectionName = "r.cols"
    static let members: SectionName = "r.mem"
    static let memberActive: SectionName = "r.active"
    static let memberModules: SectionName = "r.mod"
    static let memberTimes: SectionName = "r.time"
    static let fields: SectionName = "r.field"
    static let fieldValues: SectionName = "r.dict"
    static let memberBits: SectionName = "r.bits"
    static let strings: SectionName = "s.txt"
    static let stringOffsets: SectionName = "s.txt.o"
    static let stringOrder: SectionName = "s.order"

    // Maps, sorted by source, and properties, sorted by concept.
    static let mapSources: SectionName = "k.src"
    static let mapSystems: SectionName = "k.sys"
    static let mapCodes: SectionName = "k.code"
    static let mapDisplays: SectionName = "k.disp"
    static let mapRelations: SectionName = "k.rel"
    static let mapOrder: SectionName = "k.order"
    static let propertyConcepts: SectionName = "p.con"
    static let propertyNames: SectionName = "p.name"
    static let propertyValues: SectionName = "p.txt"
    static let propertyOffsets: SectionName = "p.txt.o"

    // Descriptions, sorted by concept.
    static let descriptionOffsets: SectionName = "d.con.o"
    /// The document number of each, by which the text part knows it.
    static let documents: SectionName = "d.doc"
    static let descriptionItems: SectionName = "d.id.n"
    static let descriptionEndings: SectionName = "d.id.e"
    static let endings: SectionName = "d.id.t"
    /// Where numbers cannot be split; then there are no items.
    static let descriptionNumbers: SectionName = "d.id"
    static let descriptionModules: SectionName = "d.mod"
    static let descriptionTimes: SectionName = "d.time"
}
