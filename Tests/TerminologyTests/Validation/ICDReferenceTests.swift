import Testing

@testable import Terminology

struct ICDReferenceTests {
    @Test(arguments: [
        ("asthma (J45.-)", ["J45-J45"]), ("x (J40-J47)", ["J40-J47"]),
        ("x (A00.1, E10.1-, T88.7)", ["A001-A001", "E101-E101", "T887-T887"]),
        ("(S06.1- to S06.6-)", ["S061-S066"]), ("(S12.0--S12.6.-)", ["S120-S126"]), ("(F98.2.-F98.3)", ["F982-F983"]),
        ("(M50.1.-, M51.1.-)", ["M501-M501", "M511-M511"]), ("G6PD deficiency anemia (D55.0)", ["D550-D550"]),
        ("(G6PD) anemia", []), ("conditions classified to Q67.0-Q67.4", ["Q670-Q674"]),
        (
            "classified to S06.1- to S06.6- , S06.81- and S06.82- code to injury",
            ["S061-S066", "S0681-S0681", "S0682-S0682"]
        ),
        ("(A00-R94 and T80-T88.6, T88.8)", ["A00-R94", "T80-T886", "T888-T888"]),
        ("mental (O99.34-) and more (K00)", ["O9934-O9934", "K00-K00"]), ("certain infections - see chapters", []),
        ("from categories E08, E09 and E13 to identify", ["E08-E08", "E09-E09", "E13-E13"]),
        ("conditions classifiable to S06.0- to S06.8-code", ["S060-S068"]), ("(Z3A.0-)", ["Z3A0-Z3A0"]),
        ("(I69. with final characters -23)", ["I69-I69"]), ("", []), ("((", []), ("(-", []),
    ])
    func `codes and ranges are found`(note: String, expected: [String]) {
        #expect(ICDReference.all(in: note).map { "\($0.first)-\($0.last)" } == expected)
    }

    @Test(arguments: [
        ("(T36-T50 with fifth or sixth character 5)", "T430X5A", ICDReference.Answer.yes),
        ("(T36-T50 with fifth or sixth character 5)", "T4365XA", .yes),
        ("(T36-T50 with fifth or sixth character 5)", "T43651A", .no),
        ("(T36-T50 with fifth or sixth character 5)", "T36X", .no),
        ("(T36-T65 with fifth or sixth character 1-4 or 6)", "T3996XA", .yes),
        ("(T36-T65 with fifth or sixth character 1-4 or 6)", "T3995XA", .no),
        ("(E08-E13 with .51-.52)", "E1152", .yes), ("(E08-E13 with .51-.52)", "E1159", .no),
        ("(E08-E13 with .61-)", "E10618", .yes), ("(I69. with final characters -23)", "I69323", .yes),
        ("(I69. with final characters -23)", "I69320", .no), ("(S62.- with 7th character B)", "S62001B", .yes),
        ("(S62.- with 7th character B)", "S62001A", .no), ("(J40-J47)", "J47.9".replacing(".", with: ""), .yes),
        ("(J40-J47)", "J48", .no), ("(J40-J47)", "J399", .no),
        ("(T51-T65 with fifth or sixth character to indicate intent)", "T510X1A", .maybe),
        ("(T80-T88.6)", "T886XXA", .yes), ("(T80-T88.6)", "T887", .no), ("(E10.1-)", "E10", .no),
        ("(E10.-)", "E1010", .yes),
        ("(S52.- with open fracture 7th character)", "S52001B", .maybe),
    ])
    func `a code is meant or not`(note: String, code: String, expected: ICDReference.Answer) {
        #expect(ICDReference.all(in: note).map { $0.answer(code) }.first == expected)
    }
}
