extension Licence {
    static let loinc = Licence(
        title: "LOINC licence (Regenstrief Institute)",
        summary: """
            Free of charge for everybody, in products as well. Codes and their names must not be changed, and nothing made from \
            them may compete with LOINC as a standard. Some terms belong to others, who want their own notice shown with them.
            """,
        notice: """
            This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. and the \
            Logical Observation Identifiers Names and Codes (LOINC) Committee, and is available at no cost under the licence at \
            http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc.
            """,
        isRedistributable: true
    )
}
