extension Licence {
    /// Work of the United States government after a classification of the World Health Organization.
    static let icd10cm = Licence(
        title: "ICD-10-CM (public domain in the USA)",
        summary: """
            Made by the National Center for Health Statistics and published by the Centers for Medicare & Medicaid \
            Services; free to use and to pass on in the United States. The ICD-10 it is based on belongs to the World \
            Health Organization, which permits this modification for use in the United States.
            """,
        notice: """
            ICD-10-CM is the United States' clinical modification of ICD-10. ICD-10 is copyright of the World Health \
            Organization, 1992 to the present.
            """,
        isRedistributable: true
    )

    static let icd10pcs = Licence(
        title: "ICD-10-PCS (public domain)",
        summary: """
            Made and published by the Centers for Medicare & Medicaid Services, a work of the United States \
            government: free to use and to pass on. No endorsement may be implied.
            """,
        isRedistributable: true
    )

    /// Of the World Health Organization's own edition.
    static let icd10 = Licence(
        title: "WHO ICD-10 licence",
        summary: """
            Belongs to the World Health Organization. Use inside an organisation follows WHO's licence; passing on the \
            classification or products made from it needs an agreement with WHO.
            """,
        notice: """
            International Statistical Classification of Diseases and Related Health Problems, Tenth Revision. \
            Copyright World Health Organization.
            """,
        isRedistributable: false
    )

    /// A national classification in ClaML whose owner the file names.
    static func classification(_ title: String, owner: String) -> Licence {
        let owner = owner.isEmpty ? "its publisher" : owner
        return Licence(
            title: "\(title): terms of its publisher",
            summary: """
                Belongs to \(owner); the terms that came with the download say who may use it and whether it may be \
                passed on. Based on a classification of the World Health Organization where it says so.
                """,
            notice: "\(title). Copyright \(owner).",
            isRedistributable: false
        )
    }
}
