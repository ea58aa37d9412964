import Testing

@testable import Workspace

@Suite struct TextPatternTests {
    static let cases: [(pattern: String, text: String, isFound: Bool)] = [
        ("a", "cat", true), ("^a", "cat", false), ("t$", "cat", true), ("c.t", "cat", true), ("c.t", "c\nt", false),
        ("[0-9]{2,3}", "a12", true), ("^[0-9]{2,3}$", "1234", false), ("a|b|c", "xxc", true),
        ("(ab)+c", "ababc", true), ("^(ab)*$", "", true), (#"\bmg\b"#, "10 mg.", true), (#"\bmg\b"#, "omg", false),
        (#"\d+\s*mg"#, "100   mg", true), ("[^a-c]", "abc", false), ("[^a-c]", "abcd", true),
        ("(?i)FEVER", "low fever", true), ("FEVER", "low fever", false), ("(?i)[A-C]x", "bX", true),
        ("é", "café", true), ("^.{4}$", "café", true), (#"[\d.]+"#, "3.5", true), (#"a\.b"#, "axb", false),
        ("x{0,2}y", "y", true), ("a??b", "b", true), ("{", "a{b", true), ("a{,2}b", "aab", true), ("", "x", true),
        ("é|b$", "aaé", true), (#"\bmg$"#, "aaaa 10 mg", true), ("^mg", "aaaa mg", false), ("a$", "bbba", true),
        ("(?i)^FEV", "fever", true), ("b|$", "aaa", true), (#"\B3"#, "aa 13", true),
    ]

    @Test(arguments: cases.indices) func `patterns match as people expect`(_ index: Int) throws {
        let (pattern, text, isFound) = Self.cases[index]
        #expect(try TextPattern(pattern).isFound(in: text) == isFound, "\(pattern) in \(text)")
    }

    @Test(arguments: [
        "(", ")", "[a", "*", "a{2,1}", #"\1"#, "(?=a)", "\\", "[z-a]", "(a{1000}){1000}", "a???????????????????????",
    ])
    func `what cannot be used is refused`(_ pattern: String) {
        #expect(throws: TextPattern.Fault.self) { try TextPattern(pattern) }
    }

    @Test(.timeLimit(.minutes(1))) func `a pattern that would take others for ever takes time by the text's length`()
        throws
    {
        let text = String(repeating: "a", count: 20_000)
        for pattern in ["(a+)+b", "(a|a)*b", "(a*)*b", "(.*)(.*)(.*)(.*)b"] {
            #expect(try !TextPattern(pattern).isFound(in: text))
        }
    }

    @Test(.timeLimit(.minutes(1))) func `nothing repeated a thousand times a thousand times is nothing`() throws {
        let nothing = "(((((){1000}){1000}){1000}){1000}){1000}"
        #expect(try TextPattern(nothing + "a").isFound(in: "ba"))
        #expect(try !TextPattern(nothing + "a").isFound(in: "b"))
    }

    @Test func `what takes more than the effort allowed is given up`() throws {
        let text = String(repeating: "a", count: 10_000)
        var effort = 100_000
        #expect(try TextPattern("(a?){500}b").isFound(in: text, within: &effort) == nil)
        effort = 100_000
        #expect(try TextPattern("b").isFound(in: text, within: &effort) == false)
    }
}
