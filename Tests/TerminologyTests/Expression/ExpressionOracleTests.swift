import Foundation
import Testing

@testable import Terminology

struct ExpressionOracleTests {
    /// An index of a random release, and its rows.
    static func release(seed: UInt64, concepts: Int) throws -> (RandomRelease, TerminologyIndex) {
        let release = RandomRelease(seed: seed, concepts: concepts)
        let path = FileManager.default.temporaryDirectory.path + "/vesalius-\(UUID().uuidString).vxt"
        // The mapping outlives the name.
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try IndexBuilder.build(release.draft, to: path)
        return (release, try TerminologyIndex.open(path))
    }

    @Test(arguments: 1...8)
    func `thousands of random expressions are answered as plain sets answer them`(seed: Int) throws {
        let (release, index) = try Self.release(seed: UInt64(seed), concepts: 100 + seed * 20)
        let evaluator = ExpressionEvaluator(index)
        let oracle = NaiveEvaluator(release)
        var writer = RandomExpression(release: release, random: SeededGenerator(seed: UInt64(seed) &* 77))
        var failures = 0
        var filled = 0
        for _ in 0..<250 where failures < 3 {
            let text = writer.expression()
            let constraint = try ExpressionParser.parse(text)
            let wanted = Set(oracle.answer(constraint).map { release.codes[$0] })
            let found = try Set(evaluator.evaluate(text).map { index.number($0) })
            if !wanted.isEmpty { filled += 1 }
            if wanted != found { failures += 1 }
            #expect(
                wanted == found,
                "\(text) — too few \(wanted.subtracting(found).sorted().prefix(5)), too many \(found.subtracting(wanted).sorted().prefix(5))"
            )
        }
        // Expressions that find nothing prove little.
        #expect(filled > 90)
    }
}
