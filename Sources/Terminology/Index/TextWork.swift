/// The texts of a release on their way into the file, on a thread of their own; the text part itself lies in `Search/`.
struct TextWork: Sendable {
    private let input: TextInput
    private let writer: SectionWriter
    private let progress: ImportProgress

    init(draft: ReleaseDraft, plan: HierarchyPlan, writer: SectionWriter, progress: ImportProgress) {
        input = TextInput(
            descriptions: draft.descriptions, ordinals: plan.ordinals, flags: draft.concepts.flags.gathered(plan.rows),
            commonness: draft.concepts.commonness.isEmpty ? [] : draft.concepts.commonness.gathered(plan.rows),
            codes: draft.concepts.codes, languages: draft.languages, language: draft.identity.language)
        self.writer = writer
        self.progress = progress
    }

    /// - Returns: the document number of each description, by row.
    consuming func run() throws -> [UInt32] { try TextSections.build(input, to: writer, progress: progress) }
}
