import Testing

@testable import Terminology

/// Rows of the public code files are found again by code and by each word of each name: every so many, as a search takes
/// a hundred times as long without optimisation.
@Suite struct CodeFileSearchTests {
    @Test(
        .enabled(if: CodeSamples.has("hcpcs-2020"), "the public code files are not on this machine"),
        arguments: [("hcpcs-2020", 25)])
    func `rows are found by their codes and by each word of their names`(folder: String, step: Int) throws {
        let read = try CodeSamples.read(HCPCSImporter.self, CodeSamples.path(folder))
        let temporary = try TemporaryFolder()
        let path = temporary.path + "/codes.vxt"
        _ = try IndexBuilder.build(try #require(read.first).draft, to: path)
        let index = try TerminologyIndex.open(path)
        for number in stride(from: 0, to: UInt32(index.conceptCount), by: step) {
            let concept = Concept(ordinal: number)
            let code = index.code(concept)
            #expect(index.found(code, limit: 1) { $0.includesInactive = true } == [code])
            var query = SearchQuery("", limit: 1)
            query.includesInactive = true
            query.allowsTypos = false
            query.scope = ConceptSet(universe: index.conceptCount, [concept])
            for description in index.descriptions(of: concept) where description.kind != .definition {
                for word in description.text.split(whereSeparator: { " ,;".contains($0) })
                where word.contains(where: { $0.isLetter || $0.isNumber }) {
                    query.text = String(word)
                    #expect(index.search(query).hits.map(\.concept) == [concept], "\(word) of \(code)")
                }
            }
        }
    }
}
