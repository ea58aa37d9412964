import Testing

@testable import Storage

@Suite struct TextSearchTests {
    @Test(arguments: [
        ("", "", true), ("abc", "", true), ("", "a", false), ("abc", "abcd", false), ("ABC", "abc", true),
        ("the Patient denies CHEST pain", "chest", true), ("the patient", "chest", false),
        ("[", "{", false), ("@", "`", false), ("Müller", "mÜller", false), ("MÜLLER", "mÜller", true),
        ("1 234", "1 2", true), ("%_", "_", true), ("ab", "%", false),
    ])
    func `case matters for other than ASCII letters`(haystack: String, needle: String, expected: Bool) {
        #expect(contains(haystack, needle) == expected)
    }

    @Test func `every place of every length is looked at, as the plain search does`() {
        var random = SplitMix(state: 7)
        let alphabet = Array("abAB[{@`é".utf8)
        func text(upTo length: Int) -> [UInt8] {
            (0..<Int.random(in: 0...length, using: &random)).map { _ in
                alphabet[Int.random(in: alphabet.indices, using: &random)]
            }
        }
        for _ in 0..<3_000 {
            let haystack = text(upTo: 70)
            let needle = text(upTo: 5)
            #expect(contains(haystack, needle) == plainly(haystack, needle))
        }
    }

    private func contains(_ haystack: String, _ needle: String) -> Bool {
        contains(Array(haystack.utf8), Array(needle.utf8))
    }

    private func contains(_ haystack: [UInt8], _ needle: [UInt8]) -> Bool {
        haystack.withUnsafeBufferPointer { hay in needle.withUnsafeBufferPointer { TextSearch.contains(hay, $0) } }
    }

    private func plainly(_ haystack: [UInt8], _ needle: [UInt8]) -> Bool {
        func lowered(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
        guard needle.count <= haystack.count else { return false }
        return (0...(haystack.count - needle.count)).contains { start in
            needle.indices.allSatisfy { lowered(haystack[start + $0]) == lowered(needle[$0]) }
        }
    }
}

/// Numbers that look random and are the same in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
