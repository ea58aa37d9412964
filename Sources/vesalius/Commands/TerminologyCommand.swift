import ArgumentParser

/// Loads code systems and looks into them, with or without a running server.
struct TerminologyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "terminology",
        abstract: "Code systems: SNOMED CT, ICD-10, LOINC, CPT, HCPCS and others, from their official files.",
        discussion: """
            vesalius terminology load SnomedCT_InternationalRF2_PRODUCTION_20260101.zip
            vesalius terminology search acute inferior mi --system snomed
            vesalius terminology map 22298006 --to icd10cm

            A system is named by its key, and by key@version where another than the default is meant.
            """,
        subcommands: [
            TerminologyLoad.self, TerminologyList.self, TerminologySearch.self, TerminologyLookup.self,
            TerminologyExpression.self, TerminologyMap.self, TerminologyValidate.self, TerminologyVerify.self,
            TerminologyBuild.self, TerminologyMeasure.self,
        ]
    )
}
